def year_asked_for(request, today) -> int:
    """The calendar year in the address (?year=2027), and otherwise today's."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else today.year
