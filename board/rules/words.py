"""How a result came about, in one sentence."""

from django.utils.translation import gettext as _

from board.rules.kinds import FOR, Consent, Majority, Method, Outcome, Way


def sentence(result) -> str:
    """«5 av 7 ledamöter deltog, 3 ja, 2 nej: bifall», in the reader's language."""
    words = {
        Way.MEETING: sentence_of_meeting,
        Way.BETWEEN: sentence_between,
        Way.ALONE: sentence_alone,
        Way.WAITING: lambda _result: _("Waits for a meeting"),
    }
    return words[Way(result.way)](result)


def sentence_of_meeting(result) -> str:
    facts = took_part(result)
    if result.outcome == Outcome.NOT_QUORATE:
        return _("%(facts)s, at least %(quorum)d are needed: not quorate") % {
            "facts": facts,
            "quorum": result.quorum,
        }
    if result.method == Method.ACCLAMATION and not result.lacks_a_third:
        return by_acclamation(result) % {"facts": facts}
    facts = f"{facts}, {votes_in_words(result)}"
    if result.is_carried:
        return _("%(facts)s: carried") % {"facts": facts}
    if result.lacks_a_third:
        return _("%(facts)s, but more than a third of all %(seats)d must be for: not carried") % {
            "facts": facts,
            "seats": result.seats,
        }
    if result.majority == Majority.TWO_THIRDS:
        text = _("%(facts)s, but two thirds of the votes cast must be for: not carried")
        return text % {"facts": facts}
    return _("%(facts)s: not carried") % {"facts": facts}


def by_acclamation(result) -> str:
    if result.is_carried:
        return _("%(facts)s: carried by acclamation")
    return _("%(facts)s: not carried, by acclamation")


def took_part(result) -> str:
    numbers = {"present": result.present, "seats": result.seats}
    return _("%(present)d of %(seats)d members took part") % numbers


def votes_in_words(result) -> str:
    abstaining = result.abstaining + (result.silent if result.way == Way.MEETING else 0)
    words = [
        _("%(number)d yes") % {"number": result.votes_for},
        _("%(number)d no") % {"number": result.votes_against},
    ]
    if abstaining:
        words.append(_("%(number)d abstaining") % {"number": abstaining})
    if result.wanting_meeting:
        words.append(_("%(number)d for a meeting") % {"number": result.wanting_meeting})
    if result.casting_vote:
        words.append(_("casting vote yes") if result.casting_vote == FOR else _("casting vote no"))
    return ", ".join(words)


def sentence_between(result) -> str:
    """One sentence for each way it can stand; long only by its texts."""
    answered = result.present - result.silent
    numbers = {
        "answered": answered,
        "able": result.present,
        "silent": result.silent,
        "seats": result.seats,
        "quorum": result.quorum,
        "votes": votes_in_words(result),
    }
    if result.outcome == Outcome.NOT_QUORATE:
        return _("%(able)d of %(seats)d may vote, at least %(quorum)d are needed: not quorate") % (
            numbers
        )
    if result.consent == Consent.MOST:
        return sentence_of_most(result, numbers)
    if result.is_carried:
        return _("All %(able)d who may vote said yes: carried") % numbers
    if result.outcome == Outcome.UNANSWERED:
        return _("%(answered)d of %(able)d have answered, all of them yes; all must answer") % (
            numbers
        )
    if result.votes_for < answered:
        return _("Not everybody said yes (%(votes)s): it goes to a meeting") % numbers
    if result.lacks_a_third:
        return _("Only %(able)d of %(seats)d may vote, and all said yes: it goes to a meeting") % (
            numbers
        )
    return _("The day to answer has passed, %(silent)d of %(able)d silent: to a meeting") % numbers


def sentence_of_most(result, numbers) -> str:
    if result.is_carried:
        return _("%(answered)d of %(seats)d have answered, %(votes)s: carried") % numbers
    if result.outcome == Outcome.UNANSWERED:
        text = _("%(answered)d of %(able)d have answered; more than half of all must say yes")
        return text % numbers
    text = _("%(answered)d of %(seats)d have answered, %(votes)s: it goes to a meeting")
    return text % numbers


def sentence_alone(result) -> str:
    if result.outcome == Outcome.UNANSWERED:
        return _("One member may decide by delegation; nobody has said yes or no")
    if result.is_carried:
        return _("One member decided by delegation: carried")
    return _("One member decided by delegation: not carried")
