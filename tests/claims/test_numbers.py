"""The number grammar, case by case: what is read, with which value, and what is no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filiera.claims.numbers import detect_language, find_numbers
from filiera.vocabulary.language import available_languages, load_language

READ = {
    "it": [
        ("vale 9,8 miliardi di euro", "9,8 miliardi di euro", "9800000000", "EUR", "exact"),
        ("vale 9.8 mld€ oggi", "9.8 mld€", "9800000000", "EUR", "exact"),
        ("70.969 posti letto", "70.969", "70969", "", "exact"),
        ("impact factor di oltre 33.000", "oltre 33.000", "33000", "", "over"),
        ("**+770** imprese", "+770", "770", "", "over"),
        ("sono + **di 40**", "+ **di 40", "40", "", "over"),
        ("il 12,6% del PIL", "12,6%", "12.6", "percent", "exact"),
        ("il 12,6 per cento", "12,6 per cento", "12.6", "percent", "exact"),
        ("il 23,5 % dei casi", "23,5 %", "23.5", "percent", "exact"),
        ("560 milioni di € investiti", "560 milioni di €", "560000000", "EUR", "exact"),
        ("pari a 2.947,1 euro", "2.947,1 euro", "2947.1", "EUR", "exact"),
        ("guadagna 3 mesi", "3 mesi", "3", "months", "exact"),
        ("cinque piattaforme", "cinque", "5", "", "exact"),
        ("56.600 milioni", "56.600 milioni", "56600000000", "", "exact"),
        ("supera i **38 mld€**", "supera i **38 mld€", "38000000000", "EUR", "over"),
        ("**13** centri", "13", "13", "", "exact"),
        ("1000 persone", "1000", "1000", "", "exact"),
        ("conta oltre 2000 imprese", "oltre 2000", "2000", "", "over"),
        ("circa il **44%** del totale", "circa il **44%", "44", "percent", "about"),
        ("oltre l'11% si trova qui", "oltre l'11%", "11", "percent", "over"),
        ("gli over 65", "over 65", "65", "", "over"),
        ("la medicina delle 4 P", "4", "4", "", "exact"),
        ("circa un ottavo del PIL", "circa un ottavo", "12.5", "percent", "about"),
        ("più di uno su cinque", "più di uno su cinque", "20", "percent", "over"),
        ("piu di 4 su 10", "piu di 4 su 10", "40", "percent", "over"),
        ("un'azienda su quattro", "un'azienda su quattro", "25", "percent", "exact"),
        ("quasi la metà dei casi", "quasi la metà", "50", "percent", "nearly"),
        ("i tre quarti del totale", "tre quarti", "75", "percent", "exact"),
        ("un milione di euro", "un milione di euro", "1000000", "EUR", "exact"),
        ("mezzo milione di persone", "mezzo milione", "500000", "", "exact"),
        ("due milioni e mezzo di euro", "due milioni e mezzo di euro", "2500000", "EUR", "exact"),
        ("trecentoquarantaseimila addetti", "trecentoquarantaseimila", "346000", "", "exact"),
        ("ventitré centri", "ventitré", "23", "", "exact"),
        ("Millecinquecento posti", "Millecinquecento", "1500", "", "exact"),
        ("70mila persone", "70mila", "70000", "", "exact"),
        ("62.988 metri quadrati", "62.988 metri quadrati", "62988", "m2", "exact"),
        ("8.546 m² e", "8.546 m²", "8546", "m2", "exact"),
        ("al 9° posto per", "9° posto", "9", "rank", "exact"),
        ("è 7° per investimenti", "7°", "7", "rank", "exact"),
        ("al quarto posto", "quarto posto", "4", "rank", "exact"),
        ("è prima in Italia **per risorse**", "prima", "1", "rank", "exact"),
        ("è seconda in Europa", "seconda", "2", "rank", "exact"),
        ("12,3 posti per 100.000 abitanti", "12,3 posti per 100.000", "12.3", "per_100000", "exact"),
        ("30 anni circa", "30 anni circa", "30", "years", "about"),
        ("65 anni e oltre", "65 anni e oltre", "65", "years", "at_least"),
        ("un calo, -3,2% in un anno", "-3,2%", "-3.2", "percent", "exact"),
        ("cresce (+16,67%)", "16,67%", "16.67", "percent", "exact"),
        ("il 35%2 del totale", "35%", "35", "percent", "exact"),
        ("9 miliardi36", "9 miliardi", "9000000000", "", "exact"),
        ("pari al\n12,6%\ndel PIL", "12,6%", "12.6", "percent", "exact"),
        ("56,6 miliardi\ndi euro", "56,6 miliardi\ndi euro", "56600000000", "EUR", "exact"),
        ("tra gli 0,5 e", "0,5", "0.5", "", "exact"),
    ],
    "en": [
        ("€ 120 million of", "€ 120 million", "120000000", "EUR", "exact"),
        ("worth EUR 56.6bn in", "EUR 56.6bn", "56600000000", "EUR", "exact"),
        ("over €9.8bn", "over €9.8bn", "9800000000", "EUR", "over"),
        ("1,812,319 people", "1,812,319", "1812319", "", "exact"),
        ("1 812 319 people", "1 812 319", "1812319", "", "exact"),
        ("1'812'319 people", "1'812'319", "1812319", "", "exact"),
        ("12,6% of GDP", "12,6%", "12.6", "percent", "exact"),
        ("almost one in five", "almost one in five", "20", "percent", "nearly"),
        ("8 out of 10 hospitals", "8 out of 10", "80", "percent", "exact"),
        ("just over a third of", "over a third", str(Decimal(100) / 3), "percent", "over"),
        ("an eighth of GDP", "an eighth", "12.5", "percent", "exact"),
        ("two-thirds of", "two-thirds", str(Decimal(200) / 3), "percent", "exact"),
        ("fewer than half of them", "fewer than half", "50", "percent", "under"),
        ("twenty-three hospitals", "twenty-three", "23", "", "exact"),
        ("One hundred and five beds", "One hundred and five", "105", "", "exact"),
        ("half a million people", "half a million", "500000", "", "exact"),
        ("30-day mortality", "30-day", "30", "days", "exact"),
        ("ranks second in Europe", "second", "2", "rank", "exact"),
        ("the second-largest in Europe", "second-largest", "2", "rank", "exact"),
        ("9th place", "9th place", "9", "rank", "exact"),
        ("as many as 300 staff", "as many as 300", "300", "", "up_to"),
        ("no fewer than 12", "no fewer than 12", "12", "", "at_least"),
        ("aged 65 or over", "65 or over", "65", "", "at_least"),
        ("56.6 bn of value", "56.6 bn", "56600000000", "", "exact"),
        ("62,988 sqm", "62,988 sqm", "62988", "m2", "exact"),
        ("has 2000 beds", "2000", "2000", "", "exact"),
    ],
    "ca": [
        ("més de 1,8 milions", "més de 1,8 milions", "1800000", "", "over"),
        (
            "gairebé 5 mil milions d'euros",
            "gairebé 5 mil milions d'euros",
            "5000000000",
            "EUR",
            "nearly",
        ),
        ("dues-centes persones", "dues-centes", "200", "", "exact"),
        ("vint-i-dos centres", "vint-i-dos", "22", "", "exact"),
        ("un de cada cinc", "un de cada cinc", "20", "percent", "exact"),
        ("una cinquena part del total", "una cinquena part", "20", "percent", "exact"),
        ("la meitat dels casos", "meitat", "50", "percent", "exact"),
        ("el 9è lloc", "9è lloc", "9", "rank", "exact"),
        ("un 12,5 per cent", "12,5 per cent", "12.5", "percent", "exact"),
    ],
}

NO_FIGURE = {
    "it": [
        "nel 2022 e nel 2023",
        "2015-2023",
        "2019/2020",
        "nel triennio 2020-22",
        "2024 – 2028",
        "anni 2000",
        "gli anni '90",
        "fino al 2028",
        "oltre il 2025",
        "di II livello",
        "nazionale<sup>1</sup>",
        "farmaco<sup>17,18</sup>",
        "come detto [12] e [3, 4]",
        "nazionale1 e PIL².",
        "**nazionale**1",
        "imprese.12 Nel caso",
        "(nota)17,18",
        "nel 202346",
        "## 1. Il valore",
        "5. L'industria",
        "3.2 Metodo",
        "1) primo caso",
        "(1) Editore",
        "34 - Editore, Indicatori, 20° Rapporto - Top 250, 2024.",
        " 34 - Editore, Indicatori (dati 2022), 2024.",
        "Via Pantano, 9",
        "in viale Monza 12",
        "20122 Milano",
        "Via Roma 5, 20122 Milano",
        "tel. 02 58370 123",
        "+39 02 58370.1",
        "n. 70",
        "Decreto Ministeriale 2 aprile 2015 n. 70",
        "L.R. 33/2009",
        "Industria 4.0 e Next 5.0",
        "nell'ambito del 4.0",
        "R2.0.9",
        "Horizon 2020",
        "12 ottobre 2020",
        "12/10/2020",
        "2020-10-12",
        "1° gennaio",
        "alle ore 10:30",
        "CAR-T, COVID-19, H2020, C21, ITC4, S1000D",
        "https://esempio.it/2024/12/f.pdf?id=12",
        "info24@esempio.it",
        "p. 12, pag. 3, pp. 4-6",
        "Tabella 3",
        "Figure 2 e 3",
        "il 20° Rapporto",
        "prima di tutto, in primo luogo, ai primi posti",
        "la prima terapia genica in Europa",
        "secondo l'istituto, in un secondo",
        "a metà 2024, la seconda metà del 2023",
        "uno dei centri, una rete, un sistema",
        "due diligence",
        "G7, A4, 5G, 24ORE, 4x100",
        "20°C",
    ],
    "en": [
        "in 2023, since the 1990s",
        "around 2020",
        "the first half of 2023",
        "a third hospital",
        "the 21st century",
        "12 October 2020, October 12, 2020, June 30.",
        "Figure 3, page 12, Section 4.2 and No. 70",
        "Type 2 diabetes, phase 2 trials",
        "one of the centres, at first, a second time",
        "12 Oxford Street",
        "second to none",
    ],
    "ca": ["l'any 2023", "carrer de Mallorca, 12", "la primera vegada"],
}


@pytest.mark.parametrize(
    ("code", "text", "printed", "value", "unit", "qualifier"),
    [(code, *case) for code, cases in READ.items() for case in cases],
)
def test_a_figure_is_read(code: str, text: str, printed: str, value: str, unit: str, qualifier: str) -> None:
    found = find_numbers(text, load_language(code))
    assert [(m.text, m.value, m.unit, m.qualifier) for m in found] == [(printed, Decimal(value), unit, qualifier)]
    (mention,) = found
    assert text[mention.start : mention.end] == mention.text
    assert mention.start <= mention.number_start < mention.number_end <= mention.end
    assert mention.language == code


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, all_ in NO_FIGURE.items() for text in all_])
def test_no_figure_is_read(code: str, text: str) -> None:
    assert [m.text for m in find_numbers(text, load_language(code))] == []


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("it", "dal 8,43% al 7,13%", [("8.43", "percent"), ("7.13", "percent")]),
        ("it", "2-3 anni", [("2", "years"), ("3", "years")]),
        ("it", "tra 2 e 3 milioni di euro", [("2000000", "EUR"), ("3000000", "EUR")]),
        ("it", "da 10 a 15%", [("10", "percent"), ("15", "percent")]),
        ("en", "two to three years", [("2", "years"), ("3", "years")]),
        ("it", "51.747 addetti su 117.607 totali", [("51747", ""), ("117607", "")]),
        ("it", "6 dei 250 ospedali", [("6", ""), ("250", "")]),
        ("it", "nel 2022, 262 aziende", [("262", "")]),
        ("it", "CARDIOLOGIA\t3\nONCOLOGIA\t2\n", [("3", ""), ("2", "")]),
        ("it", "| sedi | 3 | 12,6% |", [("3", ""), ("12.6", "percent")]),
    ],
)
def test_several_figures(code: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = [(m.value, m.unit) for m in find_numbers(text, load_language(code))]
    assert found == [(Decimal(value), unit) for value, unit in expected]


@pytest.mark.parametrize(
    ("text", "step", "form"),
    [
        ("56,6 miliardi", "100000000", "digits"),
        ("11.500", "1", "digits"),
        ("40.000", "1", "digits"),
        ("4.530,0 euro", "0.1", "digits"),
        ("settantamila", "1000", "words"),
        ("cinque", "1", "words"),
        ("un ottavo", "2", "fraction"),
        ("4 su 10", "10", "fraction"),
        ("9° posto", "1", "ordinal"),
    ],
)
def test_step_is_the_weight_of_the_last_digit(text: str, step: str, form: str) -> None:
    (mention,) = find_numbers(text, load_language("it"))
    assert (mention.step, mention.form) == (Decimal(step), form)


def test_number_span_leaves_the_qualifier_out() -> None:
    text = "impiega oltre **1,8 milioni** di addetti"
    (mention,) = find_numbers(text, load_language("it"))
    assert mention.text == "oltre **1,8 milioni"
    assert text[mention.number_start : mention.number_end] == "1,8 milioni"


def test_an_accent_may_be_typed_in_other_ways() -> None:
    texts = ["più di 40", "piu di 40", "piu' di 40", "piu\u0300 di 40", "PIÙ DI 40"]
    found = [find_numbers(text, load_language("it"))[0] for text in texts]
    assert [m.qualifier for m in found] == ["over"] * len(texts)
    assert [m.start for m in found] == [0] * len(texts)


def test_the_language_is_heard() -> None:
    languages = [load_language(code) for code in available_languages()]
    assert detect_language("Nel 2022 il valore della filiera è pari a 3 miliardi di euro", languages) == "it"
    assert detect_language("In 2022 the value of the chain was about three billion euro", languages) == "en"
    assert detect_language("L'any 2022 el valor dels productes és de tres mil milions", languages) == "ca"


def test_nothing_is_read_in_nothing() -> None:
    assert find_numbers("", load_language("en")) == []
