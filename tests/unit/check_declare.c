/* SPDX-License-Identifier: Apache-2.0 */
/* check_declare.c - what texts and media types say of their charset */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "declare.h"
#include "unit.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define BYTES(s) (s), sizeof(s) - 1
#define CONTENT "<meta http-equiv=Content-Type content="

static const struct {
	const char *in;
	size_t n;
	const char *name;
} text[] = {
	/* <meta charset> */
	{ BYTES("<meta charset=gbk>"), "GB18030" },
	{ BYTES("<META CHARSET=GB2312>"), "GB18030" },
	{ BYTES("<meta charset=\"big5\">"), "Big5" },
	{ BYTES("<meta charset='big5'>"), "Big5" },
	{ BYTES("<meta charset=big5/>"), NULL },
	{ BYTES("<meta charset=big5 />"), "Big5" },
	{ BYTES("<meta charset=\"big5\"/>"), "Big5" },
	{ BYTES("<meta/charset=big5>"), "Big5" },
	{ BYTES("<meta\tcharset\n=\r\fbig5\n>"), "Big5" },
	{ BYTES("<meta charset=\" big5 \">"), "Big5" },
	{ BYTES("<meta name=x charset=big5>"), "Big5" },
	{ BYTES("<meta name='>' charset=big5>"), "Big5" },
	{ BYTES("<meta =x charset=big5>"), "Big5" },
	{ BYTES("<meta 'charset=gbk charset=big5>"), "Big5" },
	{ BYTES("<!doctype html><html><head><title>x</title>"
	    "<meta charset=euc-tw>"), "EUC-TW" },
	{ BYTES("x < y <meta charset=big5>"), "Big5" },
	{ BYTES("<><meta charset=big5>"), "Big5" },
	{ BYTES("<3 <meta charset=big5>"), "Big5" },
	{ BYTES("<meta><meta charset=big5>"), "Big5" },
	{ BYTES("<metax charset=gbk><meta charset=big5>"), "Big5" },
	{ BYTES("<meta charset=nonsense><meta charset=big5>"), "Big5" },
	{ BYTES("<meta charset=gbk><meta charset=big5>"), "GB18030" },
	{ BYTES("\xef\xbb\xbf<meta charset=utf-8>"), "UTF-8" },
	{ BYTES("\xb0\xa1<meta charset=gbk>"), "GB18030" },
	{ BYTES("\0<meta\n charset=gbk>"), "GB18030" },
	/* What it cannot be, or nothing is. */
	{ BYTES("<meta charset=utf-16>"), "UTF-8" },
	{ BYTES("<meta charset=utf-16be>"), "UTF-8" },
	{ BYTES("<meta charset=ucs-2>"), "UTF-8" },
	{ BYTES("<meta charset=utf-32>"), "UTF-8" },
	{ BYTES("<meta charset=x-user-defined>"), "windows-1252" },
	{ BYTES("<meta charset=replacement>"), NULL },
	{ BYTES("<meta charset=hz-gb-2312>"), "HZ-GB-2312" },
	{ BYTES("<meta charset>"), NULL },
	{ BYTES("<meta charset=>"), NULL },
	{ BYTES("<meta charset=\"\">"), NULL },
	{ BYTES("<meta charset= >"), NULL },
	{ BYTES("<meta charset=gb\0k>"), NULL },
	{ BYTES("<meta charset=\"gbk\0\">"), NULL },
	{ BYTES("<meta charsetx=gbk>"), NULL },
	{ BYTES("<meta xcharset=gbk>"), NULL },
	{ BYTES("<meta charset/=gbk>"), NULL },
	{ BYTES("<meta charset==gbk>"), NULL },
	{ BYTES("<meta data-charset=gbk>"), NULL },
	{ BYTES("<meta content=gbk>"), NULL },
	{ BYTES("<meta name=\"charset\" content=\"gbk\">"), NULL },
	{ BYTES("<meta content=charset>"), NULL },
	{ BYTES("<link charset=gbk>"), NULL },
	{ BYTES("<script charset=gbk></script>"), NULL },
	{ BYTES("</meta charset=gbk>"), NULL },
	{ BYTES("<meta\vcharset=gbk>"), NULL },
	{ BYTES("<\0meta charset=gbk>"), NULL },
	{ BYTES("< meta charset=gbk>"), NULL },
	{ BYTES("charset=gbk"), NULL },
	{ BYTES("meta charset=gbk>"), NULL },
	{ BYTES("&lt;meta charset=gbk>"), NULL },
	{ BYTES(""), NULL },
	{ BYTES("<"), NULL },
	{ BYTES("<m"), NULL },
	{ BYTES("</"), NULL },
	{ BYTES("<!"), NULL },
	{ BYTES("<?"), NULL },
	/* The text ends inside. */
	{ BYTES("<meta"), NULL },
	{ BYTES("<meta "), NULL },
	{ BYTES("<meta charset"), NULL },
	{ BYTES("<meta charset="), NULL },
	{ BYTES("<meta charset=gbk"), NULL },
	{ BYTES("<meta charset=gbk "), NULL },
	{ BYTES("<meta charset=\"gbk"), NULL },
	{ BYTES("<meta charset=\"gbk\""), NULL },
	{ BYTES("<meta charset=\"gbk><meta charset=big5>"), NULL },
	{ BYTES("<meta charset='gbk\"><meta charset=big5>"), NULL },
	{ BYTES("<p title=\"><meta charset=gbk>"), NULL },
	/* Only the first of a name counts. */
	{ BYTES("<meta charset=gbk charset=big5>"), "GB18030" },
	{ BYTES("<meta charset=gbk CHARSET=big5>"), "GB18030" },
	{ BYTES("<meta charset=nonsense charset=big5>"), NULL },
	{ BYTES("<meta charset charset=big5>"), NULL },
	{ BYTES("<meta http-equiv=x http-equiv=content-type "
	    "content='charset=gbk'>"), NULL },
	{ BYTES("<meta http-equiv=content-type http-equiv=x "
	    "content='charset=gbk'>"), "GB18030" },
	{ BYTES(CONTENT "x content='charset=gbk'>"), NULL },
	/* http-equiv and content */
	{ BYTES(CONTENT "'text/html; charset=gbk'>"), "GB18030" },
	{ BYTES("<meta content='text/html; charset=gbk' "
	    "http-equiv='CONTENT-TYPE'>"), "GB18030" },
	{ BYTES(CONTENT "text/html;charset=gbk>"), "GB18030" },
	{ BYTES(CONTENT "text/html; charset=gbk>"), "GB18030" },
	{ BYTES(CONTENT "charset=gbk>"), "GB18030" },
	{ BYTES(CONTENT "'charset'>"), NULL },
	{ BYTES(CONTENT "'charset='>"), NULL },
	{ BYTES(CONTENT "'charset= \t'>"), NULL },
	{ BYTES(CONTENT "'charset \n= \t gbk'>"), "GB18030" },
	{ BYTES(CONTENT "'charset=gbk;x'>"), "GB18030" },
	{ BYTES(CONTENT "'charset=gbk x'>"), "GB18030" },
	{ BYTES(CONTENT "'charset=gbk,x'>"), NULL },
	{ BYTES(CONTENT "'charset=\"gbk\"x'>"), "GB18030" },
	{ BYTES(CONTENT "'charset=\" gbk \"'>"), "GB18030" },
	{ BYTES(CONTENT "\"charset='gbk'\">"), "GB18030" },
	{ BYTES(CONTENT "\"charset='gbk\">"), NULL },
	{ BYTES(CONTENT "'charset=\"gbk'>"), NULL },
	{ BYTES(CONTENT "'charset=g\"bk\"'>"), NULL },
	{ BYTES(CONTENT "'xcharset=gbk'>"), "GB18030" },
	{ BYTES(CONTENT "'charsetx=gbk'>"), NULL },
	{ BYTES(CONTENT "'charset charset=gbk'>"), "GB18030" },
	{ BYTES(CONTENT "'charset; charset=gbk'>"), "GB18030" },
	{ BYTES(CONTENT "'charcharset=gbk'>"), "GB18030" },
	{ BYTES(CONTENT "'charset=x; charset=gbk'>"), NULL },
	{ BYTES(CONTENT "'charset=utf-16'>"), "UTF-8" },
	{ BYTES(CONTENT "'charset=x-user-defined'>"), "windows-1252" },
	{ BYTES("<meta content='text/html; charset=gbk'>"), NULL },
	{ BYTES("<meta http-equiv=refresh content='charset=gbk'>"), NULL },
	{ BYTES("<meta http-equiv='content-type ' "
	    "content='charset=gbk'>"), NULL },
	{ BYTES("<meta name=description "
	    "content='text/html; charset=gbk'>"), NULL },
	/* Both: what charset says counts. */
	{ BYTES(CONTENT "'charset=gbk' charset=big5>"), "Big5" },
	{ BYTES("<meta charset=big5 http-equiv=content-type "
	    "content='charset=gbk'>"), "Big5" },
	{ BYTES("<meta content='charset=gbk' charset=big5>"), "Big5" },
	{ BYTES(CONTENT "'charset=gbk' charset=nonsense>"), NULL },
	{ BYTES(CONTENT "'charset=nonsense' charset=big5>"), "Big5" },
	/* Comments and the like; script is not told apart. */
	{ BYTES("<!-- <meta charset=gbk> -->"), NULL },
	{ BYTES("<!-- <meta charset=gbk> --><meta charset=big5>"), "Big5" },
	{ BYTES("<!-- <meta charset=gbk>"), NULL },
	{ BYTES("<!-- -- ><meta charset=gbk>"), NULL },
	{ BYTES("<!--><meta charset=gbk>"), "GB18030" },
	{ BYTES("<!---><meta charset=gbk>"), "GB18030" },
	{ BYTES("<!-><meta charset=gbk>"), "GB18030" },
	{ BYTES("<! <meta charset=gbk>><meta charset=big5>"), "Big5" },
	{ BYTES("<? <meta charset=gbk> ?><meta charset=big5>"), "Big5" },
	{ BYTES("</ <meta charset=gbk>"), NULL },
	{ BYTES("<p <meta charset=gbk>"), NULL },
	{ BYTES("<p title='<meta charset=gbk>'>"), NULL },
	{ BYTES("<p title=<meta charset=gbk>"), NULL },
	{ BYTES("<a/<meta charset=gbk>"), NULL },
	{ BYTES("<a<meta charset=gbk>"), NULL },
	{ BYTES("</a title='<meta charset=gbk>'>"), NULL },
	{ BYTES("<script>'<meta charset=gbk>'</script>"), "GB18030" },
	{ BYTES("<script>if (a<b) c='<meta charset=gbk>'"), NULL },
	/* XML */
	{ BYTES("<?xml version=\"1.0\" encoding=\"GB2312\"?>"), "GB18030" },
	{ BYTES("<?xml version='1.0' encoding='big5' ?>"), "Big5" },
	{ BYTES("<?xml encoding\1=\n\"gbk\">"), "GB18030" },
	{ BYTES("<?xml encoding=\"utf-16\"?>"), "UTF-8" },
	{ BYTES("<?xml encoding=\"big5\"?><meta charset=gbk>"), "GB18030" },
	{ BYTES("<?xml encoding=\"big5\"?><meta charset=nonsense>"), "Big5" },
	{ BYTES("<?xml encoding=\"big5\"?><p title=\""), "Big5" },
	{ BYTES("<?xml encoding=\"\"?>"), NULL },
	{ BYTES("<?xml encoding=\" big5\"?>"), NULL },
	{ BYTES("<?xml encoding=\"big5 \"?>"), NULL },
	{ BYTES("<?xml encoding=\"big5'?>"), NULL },
	{ BYTES("<?xml encoding=\"big5>"), NULL },
	{ BYTES("<?xml encoding=big5?>"), NULL },
	{ BYTES("<?xml encoding \"big5\"?>"), NULL },
	{ BYTES("<?xml encoding>"), NULL },
	{ BYTES("<?xml encoding=>"), NULL },
	{ BYTES("<?xml encoding=\">"), NULL },
	{ BYTES("<?xml encodin=\"big5\"?>"), NULL },
	{ BYTES("<?xml Encoding=\"big5\"?>"), NULL },
	{ BYTES("<?XML encoding=\"big5\"?>"), NULL },
	{ BYTES("<?xml version=\"encoding\" encoding=\"big5\"?>"), NULL },
	{ BYTES("<?xml version=\"1.0\"?><a encoding=\"big5\"/>"), NULL },
	{ BYTES(" <?xml encoding=\"big5\"?>"), NULL },
	{ BYTES("<?xml encoding=\"big5\""), NULL },
	{ BYTES("<?xml"), NULL },
	{ BYTES("<?xml>"), NULL },
	{ BYTES("<\0?\0x\0m\0"), "UTF-16LE" },
	{ BYTES("\0<\0?\0x\0m"), "UTF-16BE" },
	{ BYTES("<\0?\0x\0"), "UTF-16LE" },
	{ BYTES("<\0?\0x"), NULL },
	{ BYTES("<\0?\0X\0"), NULL },
	{ BYTES("<\0\0\0?\0\0\0x\0\0\0"), NULL },
	/* CSS */
	{ BYTES("@charset \"gbk\";"), "GB18030" },
	{ BYTES("@charset \"utf-16\";"), "UTF-8" },
	{ BYTES("@charset \"gbk\" ;"), NULL },
	{ BYTES("@charset \"gbk\""), NULL },
	{ BYTES("@charset \"gbk;"), NULL },
	{ BYTES("@charset \""), NULL },
	{ BYTES("@charset 'gbk';"), NULL },
	{ BYTES("@charset  \"gbk\";"), NULL },
	{ BYTES("@Charset \"gbk\";"), NULL },
	{ BYTES(" @charset \"gbk\";"), NULL },
	{ BYTES("@charset \"\";"), NULL },
	{ BYTES("p {} @charset \"gbk\";"), NULL },
};

/* Exactly as long as it is, for the address sanitizer. */
static const char *
prescan(const char *in, size_t n)
{
	uint8_t *copy = malloc(n > 0 ? n : 1);
	const char *name;

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, in, n);
	name = qi_declare_prescan((struct text){ copy, n });
	free(copy);
	return name;
}

START_TEST(texts)
{
	ck_assert_pstr_eq(prescan(text[_i].in, text[_i].n), text[_i].name);
}
END_TEST

/* The tag has to end within the first 1,024 bytes. */
START_TEST(head)
{
	static const char meta[] = "<meta charset=gbk>";
	size_t n = sizeof(meta) - 1;
	char in[2 * DECLARE_HEAD];

	memset(in, ' ', sizeof(in));
	memcpy(in + DECLARE_HEAD - n, meta, n);
	ck_assert_pstr_eq(prescan(in, sizeof(in)), "GB18030");
	memset(in, ' ', sizeof(in));
	memcpy(in + DECLARE_HEAD - n + 1, meta, n);
	ck_assert_pstr_eq(prescan(in, sizeof(in)), NULL);
	memset(in, '<', sizeof(in));
	memcpy(in + DECLARE_HEAD, meta, n);
	ck_assert_pstr_eq(prescan(in, sizeof(in)), NULL);
}
END_TEST

static const struct {
	const char *in;
	size_t n;
	const char *name;
} type[] = {
	{ BYTES("text/html; charset=gb2312"), "GB18030" },
	{ BYTES("text/html;charset=gb2312"), "GB18030" },
	{ BYTES("TEXT/HTML; CHARSET=GB2312"), "GB18030" },
	{ BYTES("text/html; charset=\"gb2312\""), "GB18030" },
	{ BYTES("text/html; charset='gb2312'"), "GB18030" },
	{ BYTES("text/html; charset = gb2312 "), "GB18030" },
	{ BYTES("text/html; charset=gb2312; x=y"), "GB18030" },
	{ BYTES("text/html; x=y; charset=gb2312"), "GB18030" },
	{ BYTES("text/html; x; charset=gb2312"), "GB18030" },
	{ BYTES("text/html;; charset=gb2312;"), "GB18030" },
	{ BYTES("text/html; charset=; charset=gb2312"), "GB18030" },
	{ BYTES("text/html; charset=gb2312, text/html"), "GB18030" },
	{ BYTES("text/html; charset=\"gb2312"), "GB18030" },
	{ BYTES("text/html; charset=utf-16"), "UTF-16LE" },
	{ BYTES("text/html; charset=big5; charset=gbk"), "Big5" },
	{ BYTES("; charset=gbk"), "GB18030" },
	{ BYTES("charset=gbk"), "GB18030" },
	{ BYTES("gb2312"), "GB18030" },
	{ BYTES(" GBK\r\n"), "GB18030" },
	{ BYTES("iso-10646/utf8"), "UTF-8" },
	/* Near misses. */
	{ BYTES(""), NULL },
	{ BYTES("text/html"), NULL },
	{ BYTES("text/gbk"), NULL },
	{ BYTES("gbk/html"), NULL },
	{ BYTES("text/html; charset"), NULL },
	{ BYTES("text/html; charset="), NULL },
	{ BYTES("text/html; charset=\""), NULL },
	{ BYTES("text/html; charset=\"\""), NULL },
	{ BYTES("text/html; charset gbk"), NULL },
	{ BYTES("text/html; charset:gbk"), NULL },
	{ BYTES("text/html charset=gbk"), NULL },
	{ BYTES("text/html; charsetx=gbk"), NULL },
	{ BYTES("text/html; xcharset=gbk"), NULL },
	{ BYTES("text/html; charset=gb\0k"), NULL },
	{ BYTES("text/html; charset=gbk\0"), NULL },
	{ BYTES("text/html; charset=gb\\k"), NULL },
	{ BYTES("text/html; charset=nonsense; charset=gbk"), NULL },
	{ BYTES("text/html; x=\"; charset=gbk\""), NULL },
	{ BYTES("text/html; x=\"\\\"; charset=gbk"), NULL },
	{ BYTES("text/html; x=\"\\\"; charset=gbk\"; charset=big5"), "Big5" },
	{ BYTES("text/html; x=\"\\"), NULL },
	{ BYTES("gbk; charset"), NULL },
	{ BYTES("="), NULL },
	{ BYTES("=gbk"), NULL },
	{ BYTES(";;,,=="), NULL },
};

START_TEST(types)
{
	char *copy = malloc(type[_i].n > 0 ? type[_i].n : 1);

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, type[_i].in, type[_i].n);
	ck_assert_pstr_eq(qi_declare_content_type(copy, type[_i].n),
	    type[_i].name);
	free(copy);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("declare");
	TCase *c = tcase_create("declare");

	tcase_add_loop_test(c, texts, 0, LEN(text));
	tcase_add_test(c, head);
	tcase_add_loop_test(c, types, 0, LEN(type));
	suite_add_tcase(s, c);
	return s;
}
