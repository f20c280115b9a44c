"""`processlots init`: a new installation with a name, a council and a first administrator, and no demo data."""

from __future__ import annotations

import argparse
import getpass
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name of the municipality and the first administrator."""
    parser.add_argument("name", help="the municipality's name, for example “Modellby kommun”")
    parser.add_argument("--admin", default="admin", help="the first administrator's user name (admin)")
    parser.add_argument("--admin-name", default="Administratör", help="the administrator's own name")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    """Make the installation; refused where there is one."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.management import call_command
    from django.db import transaction

    from processlots.apps.handbook import loading as handbook
    from processlots.apps.learning import loading as courses
    from processlots.apps.organisation.forums import matter_kinds
    from processlots.apps.organisation.models import Appointment, Person, Unit
    from processlots.kit import history
    from processlots.kit.models.installation import Installation

    name, admin_name = " ".join(args.name.split()), " ".join(args.admin_name.split())
    user_model = get_user_model()
    try:
        Installation(name=name).clean_fields()
        user_model(username=args.admin).clean_fields(exclude={"password"})
        Person(name=admin_name).clean_fields(exclude={"unit", "user"})
    except ValidationError as error:
        told = "; ".join(f"{field}: {' '.join(said)}" for field, said in error.message_dict.items())
        print(f"processlots init: {told}", file=sys.stderr)
        return 2
    call_command("migrate", verbosity=0, interactive=False)
    if Installation.objects.exists():
        print(f"processlots init: this is already the installation of {Installation.objects.get().name}", file=sys.stderr)
        return 2
    password = sys.stdin.readline().rstrip("\n") if args.password_stdin else getpass.getpass(f"Password for {args.admin}: ")
    try:
        validate_password(password)
    except ValidationError as error:
        print(f"processlots init: {' '.join(error.messages)}", file=sys.stderr)
        return 2
    with transaction.atomic(), history.act("init"):
        Installation.objects.create(name=name)
        council = Unit.objects.create(name=name, kind=Unit.Kind.COUNCIL)
        user = user_model.objects.create_user(args.admin, password=password)
        person = Person.objects.create(name=admin_name, user=user, unit=council)
        Appointment.objects.create(role=Appointment.Role.ADMINISTRATOR, person=person, state=Appointment.State.DECIDED)
        handbook.load()
        courses.load()
        matter_kinds.load()
    print(f"{name} is ready. Start with: processlots serve", file=sys.stderr)
    return 0
