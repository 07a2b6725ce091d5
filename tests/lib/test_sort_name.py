from lattvikt.lib.sort_name import sort_name


def test_the_swedish_alphabet_ends_with_three_letters_of_its_own():
    names = ["Öland", "Ängen", "Ånge", "Zeta", "Alfa", "Åbo"]
    assert sorted(names, key=sort_name) == ["Alfa", "Zeta", "Åbo", "Ånge", "Ängen", "Öland"]


def test_accents_and_capitals_make_no_difference_and_u_with_dots_is_y():
    assert sort_name("Éclair") == sort_name("eclair")
    assert sort_name("Über") == "yber"
    assert sort_name("Æøå") == "|}{"


def test_a_letter_typed_in_two_parts_is_the_same_letter():
    assert sort_name("A\u030angstro\u0308m") == sort_name("Ångström") == "{ngstr}m"
