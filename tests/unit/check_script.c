/* SPDX-License-Identifier: Apache-2.0 */
/* check_script.c - what is traditional, simplified, Japanese, Korean */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "foreign.h"
#include "qing.h"
#include "unit.h"

/* Texts in which what is foreign stands between < and >. */
static const char *const foreign[] = {
	/* Chinese that looks like it is not. */
	"",
	"鲜の每日\n优の良品旗舰店\n",
	"御の家\n良の味\n",
	"今天是个好日子ヽ(✿ﾟ▽ﾟ)ノ\n",
	"汚溝貯濁水，水上葉田田。\n",
	"豊碑屹植最高處，不知磨滅從何時。\n",
	"韩国演员전지현来到了北京，参加这次活动。\n",
	"ㄅㄆㄇ注音 丶一丨 〇々 卜工口\n",
	"ABC 中文 123\n",
	"東京大學的學生說這裡沒有人\n",
	"日本のアニメ很好看，我们都喜欢看这些\n",
	/* Names are, whatever is around them. */
	"<天ノ川\n>",
	"他最喜欢的动画是《<ガンダム》>系列，看了很多遍。\n",
	"新海诚导演的《<君の名は。>》今天上映\n",
	/* Lines and sentences that are not Chinese, in a Chinese page. */
	"这首歌我们听了很多遍，歌词是这样写的：\n"
	"<東京は夜の七時、雪が降っている。\n>"
	"东京晚上七点，下着雪，街上没有什么人。\n",
	"他说：「<東京は日本の首都である。>」我们都听见了，这没有什么。\n",
	"這是他們說的（<大韓民國의 主權은 國民에게 있고）>那句話，還有別的話。\n",
	"<経済産業省\n>这里没有什么说明，我们也不清楚。\n",
	"<初音ミク 千本桜\n>我们来听听这首歌吧，还没有听过的人请点这里\n",
	/* Lines that could be Chinese, in a page that is not. */
	"<東京都千代田区霞が関\n電話番号\n会社概要\n"
	"この会社の歴史についての説明を読んでください。\n>",
	"<國語學原論\n名前\n書式を変更するときは、次のように指定します。\n>",
	"<大韓民國憲法\n第1章 總綱\n第1條 大韓民國은 民主共和國이다.\n"
	"大韓民國의 主權은 國民에게 있고 모든 權力은 國民으로부터 나온다.\n>",
	"<舊字體の文章は、國語の授業で讀んだことがあります。\n"
	"國頭郡歸仁村臺灣總督府圖書館學會\n"
	"昔の學校では、この樣に讀む事を教へて居りました。\n>",
	/* But not a translation that is. */
	"<この文章は中国語に訳されています。次の行を読んでください。\n>"
	"这是我们的翻译，你们可以看看这里说的对不对。\n"
	"<説明はここで終わります。ありがとうございました。>",
	/* Nor are lines of a page in both. */
	"<夜の街をひとり歩いている\n>靜靜的夜裡\n<君の声が聞こえる気がする\n>"
	"國家圖書館\n你的聲音在我耳邊\n還是這樣輕\n",
};

static void
mark(struct text t, unsigned seen, char *out)
{
	struct foreign f;
	struct span sp;
	size_t done = 0;
	char *o = out;

	qi_foreign_begin(&f, t, seen);
	while (qi_foreign_next(&f, &sp)) {
		ck_assert_uint_ge(sp.at, done);
		ck_assert_uint_gt(sp.len, 0);
		ck_assert_uint_le(sp.len, t.n - sp.at);
		if (sp.at == done && done > 0)
			o--;		/* one behind the other: one */
		o += sprintf(o, "%.*s", (int)(sp.at - done), t.s + done);
		if (sp.at > done || done == 0)
			*o++ = '<';
		o += sprintf(o, "%.*s>", (int)sp.len, t.s + sp.at);
		done = sp.at + sp.len;
	}
	ck_assert(!qi_foreign_next(&f, &sp));
	sprintf(o, "%.*s", (int)(t.n - done), t.s + done);
}

START_TEST(spans)
{
	char in[1024], out[2048];
	const char *s;
	size_t n = 0, valid;
	struct text t;

	for (s = foreign[_i]; *s != '\0'; s++)
		if (*s != '<' && *s != '>')
			in[n++] = *s;
	t = (struct text){ (const uint8_t *)in, n };
	mark(t, qi_text_look(t, &valid), out);
	ck_assert_uint_eq(valid, n);
	ck_assert_str_eq(out, foreign[_i]);
}
END_TEST

/* Without the class nothing is looked at; and long texts take no longer than
 * their length. */
START_TEST(long_ones)
{
	static const char *const piece[] = { "の", "か", "国", "这", "桜",
	    "「", "\n", "か\n", "这か「", "한" };
	const size_t size = 3 << 20;
	char *s = malloc(size), *out = malloc(3 * size);
	struct foreign f;
	struct span sp;
	struct text t;
	size_t n, len, valid;

	ck_assert(s != NULL && out != NULL);
	len = strlen(piece[_i]);
	for (n = 0; n + len <= size; n += len)
		memcpy(s + n, piece[_i], len);
	t = (struct text){ (const uint8_t *)s, n };
	mark(t, qi_text_look(t, &valid), out);
	qi_foreign_begin(&f, t, CLASS_HAN);
	ck_assert(!qi_foreign_next(&f, &sp));
	free(out);
	free(s);
}
END_TEST

static const struct {
	const char *text, *name;
} scripts[] = {
	{ "", "" },
	{ "abc", "" },
	{ "中文", "" },
	{ "山中有人，一日三看", "" },
	{ "国", "simplified" },
	{ "國", "traditional" },
	{ "这里没有什么说明", "simplified" },
	{ "這裡沒有什麼說明", "traditional" },
	{ "乾坤云中君里仁于斯干支面谷", "" },	/* in both */
	{ "皇后說：國事為重", "traditional" },
	{ "國国", "" },
	{ "國国說说", "mixed" },
	{ "这裡沒有什么說明，他们說要來这裡看看", "mixed" },
	/* A quotation is not enough, another text is. */
	{ "这里没有什么说明，你们应该问问别的人。这个时候还没有开门，"
	    "来得太早了，过一个钟头再来吧。门上写着「來時請說」四个字。",
	    "simplified" },
	{ "这里没有什么说明，你们应该问问别的人。\n"
	    "這裡沒有什麼說明，你們應該問問別的人。", "mixed" },
	/* Nor are Japanese and Korean. */
	{ "東京は日本の首都である。国会も東京にある。", "" },
	{ "大韓民國의 主權은 國民에게 있고 모든 權力은 國民으로부터 나온다.", "" },
	{ "他说：「東京は日本の首都である。」我们都听见了，这没有什么。",
	    "simplified" },
	{ "优の良品", "simplified" },
	{ "優の良品", "traditional" },
};

START_TEST(script)
{
	struct qing_script s = { 0 };
	const char *text = scripts[_i].text;
	qing *q;

	ck_assert_int_eq(qing_new(&q, "tidy", NULL, NULL), QING_OK);
	ck_assert_int_eq(qing_script(q, text, strlen(text), &s), QING_OK);
	ck_assert_str_eq(qing_script_name(&s), scripts[_i].name);
	qing_free(q);
}
END_TEST

/* Any charset, whatever the pass list; parts add up; bad calls. */
START_TEST(counts)
{
	static const char gbk[] = "\xd6\xd0\xb9\xfa\xb5\xc4\xbe\xad\xbc\xc3"
	    "\xb7\xa2\xd5\xb9\xca\xc7\xd2\xbb\xb8\xf6\xd6\xd8\xd2\xaa\xb5\xc4"
	    "\xce\xca\xcc\xe2\xa1\xa3";
	static const char ja[] = "東京は夜の七時";
	static const char elf[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\076\0\1"
	    "\0\0\0\260\374\0\0\0\0\0\0\100\0\0\0\0\0\0\0\220\273\16\0\0";
	static const char big[1001];
	struct qing_config cfg = QING_CONFIG_INIT;
	struct qing_script s = { 0 };
	const struct qing_result *r;
	qing *q;

	cfg.max_record = 1000;
	cfg.max_edits = 10;
	ck_assert_int_eq(qing_new(&q, "tidy", &cfg, NULL), QING_OK);
	ck_assert_int_eq(qing_script(q, gbk, sizeof(gbk) - 1, &s), QING_OK);
	ck_assert_uint_eq(s.han, 15);
	ck_assert_uint_eq(s.simplified, 7);
	ck_assert_uint_eq(s.traditional, 0);
	ck_assert_uint_eq(s.foreign + s.kana + s.hangul + s.switches, 0);
	ck_assert_int_eq(qing_script(q, ja, sizeof(ja) - 1, &s), QING_OK);
	ck_assert_uint_eq(s.han, 20);
	ck_assert_uint_eq(s.foreign, 5);
	ck_assert_uint_eq(s.kana, 2);
	ck_assert_int_eq(qing_script(q, "한國国國", 12, &s), QING_OK);
	ck_assert_uint_eq(s.hangul, 1);
	ck_assert_int_eq(qing_script(q, "國a国\n國𠮷", 15, &s), QING_OK);
	ck_assert_uint_eq(s.switches, 2);
	ck_assert_uint_eq(s.traditional, 2);
	ck_assert_int_eq(qing_script(q, NULL, 0, &s), QING_OK);
	ck_assert_int_eq(qing_script(q, elf, sizeof(elf), &s), QING_OK);
	ck_assert_uint_eq(s.han, 27);
	ck_assert_int_eq(qing_clean(q, "a\1", 2, &r), QING_OK);
	ck_assert_int_eq(qing_script(q, "a", 1, &s), QING_OK);
	ck_assert_ptr_eq(qing_edit_at(q, 0), NULL);
	ck_assert_int_eq(qing_script(NULL, "", 0, &s), QING_MISUSE);
	ck_assert_int_eq(qing_script(q, NULL, 1, &s), QING_MISUSE);
	ck_assert_int_eq(qing_script(q, "", 0, NULL), QING_MISUSE);
	ck_assert_int_eq(qing_script(q, big, 1001, &s), QING_TOOBIG);
	ck_assert_str_eq(qing_script_name(NULL), "");
	qing_free(q);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("script");
	TCase *c = tcase_create("script");

	tcase_add_loop_test(c, spans, 0, sizeof(foreign) / sizeof(*foreign));
	tcase_add_loop_test(c, long_ones, 0, 10);
	tcase_add_loop_test(c, script, 0, sizeof(scripts) / sizeof(*scripts));
	tcase_add_test(c, counts);
	suite_add_tcase(s, c);
	return s;
}
