/* SPDX-License-Identifier: Apache-2.0 */
/* check_letters.c - which charset of one byte a character is found */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "letters.h"
#include "single.h"
#include "unit.h"

#define MAX 65536

/* A text, written in UTF-8 here, that must be read as itself when its bytes
 * are those of that charset. */
static const struct {
	const char *set, *text;
} row[] = {
	/* Near misses: few marks and names in Western text. */
	{ "windows-1252", "It was © 2003 by the same people, all rights "
	    "reserved." },
	{ "windows-1252", "The price was £25 or so, at 30°C – “too hot”." },
	{ "windows-1252", "He said that he doesn’t know and couldn’t care." },
	{ "windows-1252", "This\u00a0is a page with\u00a0blanks that do not "
	    "break\u00a0lines, as editors\u00a0make them." },
	{ "windows-1252", "\u00a0\u00a0\u00a0And at the start of a line." },
	{ "windows-1252", "The report was written by José Núñez last year." },
	{ "windows-1252", "See § 5 of the act, and ½ of § 6." },
	{ "windows-1252", "• one\n• two\n• three\n" },
	{ "windows-1252", "Nº 5" },
	{ "windows-1252", "a café" },
	{ "windows-1252", "E poi l'uomo è andato via e non è tornato più." },
	/* And the many that are meant. */
	{ "windows-1252", "Über den Fluß führt seit Jahren eine schöne alte "
	    "Brücke." },
	{ "ISO-8859-15", "Le cœur de sa sœur et l’œuvre du père : 20 €." },
	{ "IBM850", "Die Gäste können morgen früh über die Brücke nach Köln "
	    "zurückfahren." },
	{ "macintosh", "L'élève préfère rester à la bibliothèque où il a "
	    "trouvé un siège." },
	{ "windows-1250", "Żółta łódź płynie powoli przez całą rzekę aż do "
	    "śluzy." },
	{ "ISO-8859-2", "Příliš žluťoučký kůň pěl na konci ulice ďábelské "
	    "ódy." },
	{ "IBM852", "A híres költő reggel a kertben ült, és a régi könyvet "
	    "olvasta újra." },
	{ "x-mac-ce", "Šunys bėgo per mišką, o žmonės žiūrėjo į juos pro "
	    "langą." },
	{ "windows-1257", "Vecā māja pie upes bija tukša, un neviens tajā "
	    "vairs nedzīvoja." },
	{ "IBM775", "Jis išėjo į kiemą, kur žaidė vaikai ir kaimynų šuo." },
	{ "windows-1254", "Çocuklar bahçede oynuyor, annesi de pencereden "
	    "onlara bakıyordu." },
	{ "IBM857", "Çocuklar bahçede oynuyor, annesi de pencereden onlara "
	    "bakıyordu." },
	{ "ISO-8859-3", "La ĝardeno estas malgranda, sed ĝi havas ĉion, kion "
	    "ŝi bezonas." },
	{ "ISO-8859-14", "Mae'r tŷ ar lan y dŵr ac mae'r cŵn yn cysgu wrth y "
	    "tân." },
	{ "windows-1251", "Старый дом у реки был пуст, и никто в нём больше "
	    "не жил." },
	{ "KOI8-R", "Старый дом у реки был пуст, и никто в нём больше не "
	    "жил." },
	{ "IBM866", "Старый дом у реки был пуст, и никто в нём больше не "
	    "жил." },
	{ "KOI8-U", "Старий будинок біля річки стояв порожній, і ніхто в "
	    "ньому не жив." },
	{ "KZ-1048", "Өзен жағасындағы ескі үй бос тұрды, онда ешкім "
	    "тұрмайтын еді." },
	{ "KOI8-T", "Хонаи кӯҳна дар лаби дарё холӣ буд ва касе дар он "
	    "зиндагӣ намекард." },
	{ "windows-1253", "Το παλιό σπίτι δίπλα στο ποτάμι ήταν άδειο εδώ "
	    "και χρόνια." },
	{ "IBM869", "Το παλιό σπίτι δίπλα στο ποτάμι ήταν άδειο εδώ και "
	    "χρόνια." },
	{ "windows-1255", "הבית הישן ליד הנהר היה ריק ואיש לא גר בו עוד" },
	{ "IBM862", "הבית הישן ליד הנהר היה ריק ואיש לא גר בו עוד" },
	{ "windows-1256", "كان البيت القديم بجانب النهر فارغا ولم يسكن فيه "
	    "أحد" },
	{ "windows-874", "บ้านเก่าริมแม่น้ำว่างเปล่าและไม่มีใครอยู่ที่นั่นอีก" },
	{ "VISCII", "Ngôi nhà cũ bên bờ sông đã bỏ trống và không ai sống ở "
	    "đó nữa." },
};

static size_t
encode(unsigned set, const char *text, uint8_t *out)
{
	const uint8_t *s = (const uint8_t *)text;
	size_t n = 0;
	uint32_t cp;
	unsigned b;

	while (*s != '\0') {
		s += qi_text_char(s, &cp);
		b = qi_single_encode(set, cp == 0x2019 &&
		    qi_single_encode(set, cp) == 0 ? '\'' : cp);
		ck_assert_msg(b != 0, "%s has no U+%04X",
		    qi_single_name(set), (unsigned)cp);
		out[n++] = (uint8_t)b;
	}
	return n;
}

static size_t
ask(const uint8_t *s, size_t n, struct letters *best, size_t most)
{
	struct span sp = { 0, n };

	return qi_letters((struct text){ s, n }, &sp, 1, best, most);
}

START_TEST(found)
{
	unsigned set = qi_single_find(row[_i].set);
	struct letters best[4], one;
	uint8_t s[512];
	size_t n, i, high = 0;

	n = encode(set, row[_i].text, s);
	ck_assert_uint_ge(ask(s, n, best, 4), 1);
	for (i = 0; i < n; i++) {
		high += s[i] >> 7;
		ck_assert_msg(qi_single_decode(set, s[i]) ==
		    qi_single_decode(best[0].set, s[i]), "%s: read as %s, %s",
		    row[_i].text, qi_single_name(best[0].set),
		    best[0].language);
	}
	ck_assert_uint_eq(best[0].high, high);
	ck_assert_uint_ge(best[0].cost, best[0].high_cost);
	/* The same when asked for one only. */
	ck_assert_uint_eq(ask(s, n, &one, 1), 1);
	ck_assert_uint_eq(one.set, best[0].set);
	ck_assert_uint_eq(one.cost, best[0].cost);
	ck_assert_uint_eq(one.margin, best[0].margin);
}
END_TEST

START_TEST(nothing)
{
	struct letters best;

	ck_assert_uint_eq(ask((const uint8_t *)"", 0, &best, 1), 0);
	ck_assert_uint_eq(ask((const uint8_t *)"plain", 5, &best, 1), 0);
	ck_assert_uint_eq(ask((const uint8_t *)"\xe9", 1, &best, 0), 0);
}
END_TEST

/* Any bytes at all, and many of them; at the very ends too. */
START_TEST(any)
{
	struct letters best[2];
	uint32_t seed = (uint32_t)_i + 1;
	size_t n = _i % 2 == 0 ? MAX : (size_t)_i, i;
	uint8_t *s = malloc(n + 1);

	ck_assert_ptr_nonnull(s);
	for (i = 0; i < n; i++) {
		seed = seed * 1664525 + 1013904223;
		s[i] = (uint8_t)(seed >> 24);
		if (_i % 4 == 2)
			s[i] |= 0x80;
	}
	s[0] |= 0x80;
	i = ask(s, n, best, 2);
	ck_assert_uint_ge(i, 1);
	ck_assert_uint_lt(best[0].set, SINGLE_SETS);
	free(s);
}
END_TEST

/* Spans are looked at, and nothing beside them. */
START_TEST(spans)
{
	static const uint8_t s[] = "\x80\x81 Caf\xe9 \xd0\xd1";
	struct span sp = { 3, 4 };
	struct letters best;

	ck_assert_uint_eq(qi_letters((struct text){ s, sizeof(s) - 1 }, &sp, 1,
	    &best, 1), 1);
	ck_assert_uint_eq(best.high, 1);
	ck_assert_str_eq(qi_single_name(best.set), "windows-1252");
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("letters");
	TCase *c = tcase_create("letters");

	tcase_add_loop_test(c, found, 0, sizeof(row) / sizeof(row[0]));
	tcase_add_test(c, nothing);
	tcase_add_loop_test(c, any, 0, 32);
	tcase_add_test(c, spans);
	suite_add_tcase(s, c);
	return s;
}
