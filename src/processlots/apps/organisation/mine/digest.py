"""Mail about what waits (X-8): in the person's language, as often as the person chose, where a mail server is set.

Titles and links only. A digest is claimed before it is sent, so that no crash sends it twice; what the mail server
refuses is given back with a word, and tried again the next night.
"""

from __future__ import annotations

import datetime
import logging
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Person, Subscription, Task
from processlots.kit import jobs
from processlots.kit.periods import today

logger = logging.getLogger(__name__)

SHOWN = 20
Mail = Subscription.Mail


def can_send() -> bool:
    """True where the installation has a mail server."""
    return bool(settings.EMAIL_HOST)


def address(person: Person) -> str:
    """Where the person's mail goes; "" where it is not known."""
    return person.email or (person.user.email if person.user is not None else "")


def due_for_mail(day: datetime.date) -> Any:
    """Those whose mail is due: every day, or a week after the last."""
    week = day - datetime.timedelta(days=7)
    daily = Q(mail=Mail.DAILY) & (Q(mailed_on=None) | Q(mailed_on__lt=day))
    weekly = Q(mail=Mail.WEEKLY) & (Q(mailed_on=None) | Q(mailed_on__lte=week))
    here = Q(person__left=None) | Q(person__left__gte=day)
    rows = Subscription.objects.filter((daily | weekly) & here, person__user__is_active=True)
    return rows.select_related("person__user")


def digest(person: Person) -> list[Task]:
    """What the person is mailed about: what waits today and the person may see, the most urgent first."""
    return tasks.in_order(tasks.seen_by(person.user, Task.objects.now().filter(person=person)[:200]))


def message(person: Person, found: list[Task], language: str) -> EmailMultiAlternatives:
    """The mail, as text and as simple HTML."""
    with translation.override(language):
        late = sum(1 for one in found if one.late)
        subject = ngettext("%(count)s thing waits for you", "%(count)s things wait for you", len(found)) % {"count": len(found)}
        if late:
            subject += ", " + ngettext("%(count)s late", "%(count)s late", late) % {"count": late}
        context = {
            "subject": subject, "found": found[:SHOWN], "more": max(0, len(found) - SHOWN), "language": language,
            "base": settings.BASE_URL.rstrip("/"),
        }  # fmt: skip
        text = render_to_string("organisation/digest.txt", context)
        page = render_to_string("organisation/digest.html", context)
    made = EmailMultiAlternatives(subject, text, to=[address(person)], headers={"Auto-Submitted": "auto-generated"})
    made.attach_alternative(page, "text/html")
    return made


def send(subscription: Subscription, connection: Any = None) -> bool:
    """Send the person's digest; False where nothing was sent. Never the same twice."""
    person, day = subscription.person, today()
    if not address(person):
        _failed(subscription, None, _("There is no e-mail address for you in the register."))
        return False
    found = digest(person)
    if not found:
        return False
    before = subscription.mailed_on
    claimed = Subscription.objects.filter(pk=subscription.pk, mailed_on=before).exclude(mailed_on=day)
    # silent: when a mail was sent is no content
    if not claimed.update(mailed_on=day, failed_on=None, failure=""):
        return False  # another worker was faster
    mail = message(person, found, subscription.language)
    mail.connection = connection or get_connection()
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        # The address is personal data and the server's words may hold it: the log gets the kind of fault only.
        logger.warning("a digest could not be sent: %s", type(error).__name__)
        with translation.override(subscription.language):
            _failed(subscription, before, _("The mail server did not take the mail. We try again tonight."))
        return False
    return True


def _failed(subscription: Subscription, before: datetime.date | None, why: str) -> None:
    # silent: as above
    Subscription.objects.filter(pk=subscription.pk).update(mailed_on=before, failed_on=today(), failure=why[:200])


@jobs.nightly("organisation.mail", title=gettext_lazy("Mail about what waits"), at="05:30")
def send_digests(running: Any) -> dict[str, int]:
    """Everybody's mail that is due. Nothing where no mail server is set."""
    if not can_send():
        return {"sent": 0}
    waiting = list(due_for_mail(today()))
    sent = 0
    for number, subscription in enumerate(waiting, 1):
        sent += send(subscription)
        running.progress(number, len(waiting))
    return {"sent": sent, "asked": len(waiting)}
