"""Every address of the product that is a page, as a question to a served site: which row, and which person, opens it."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from e2e.drawn import bpmn
from e2e.site import Site
from e2e.visitors import Visitor
from processlots.kit import pages
from processlots.kit.periods import today

PEOPLE = ("love", "alva", "hanna", "charlie", "moa", "ali", "maj")
MOST_ROWS = 60
#: page sets whose rows are seen by few
FEW_SEE = {"pagefeedback", "brief", "performancefeedback", "interfaceissue", "resourcerequest", "resourceneed", "reviewinterval"}
#: pages that no page set declares: name of the address → address, {word} being a row of that page set
OWN = {
    "start": "/",
    "start, everything": "/?enhet=alla",
    "start, as a list": "/?enhet=alla&visa=lista",
    "search": "/sok/?q=bygglov",
    "search, nothing found": "/sok/?q=xyzzy",
    "import-start": "/inlasning/processes/",
    "template-list": "/dokumentmallar/",
    "tokens": "/mina-nycklar/",
    "enter": "/byt-person/",
    "process-owner": "{process}agare/",
    "process-leader": "{process}ledare/",
    "process-consent": "{process}agare/samtycke/",
    "process-end-appointment": "{process}agare/avsluta-uppdrag/",
    "process-not-a-process": "{process}ingen-process/",
    "process-accept-name": "{process}behall-namnet/",
    "follow-up-overview": "/uppfoljningsplan/",
    "follow-up-plan": "{process}uppfoljningsplan/",
    "activity-plan": "{process}aktivitetsplan/",
    "map-upload": "/kartor/ladda-upp/",
    "map-upload-version": "{map}ladda-upp/",
    "map-draw": "{map}rita/",
    "map-tomorrow": "{map}imorgon/",
    "map-compare": "{map}skillnad/",
    "map-element-link": "{mapelement}koppla/",
    "problems": "{process}problem-och-ideer/",
    "measure-values": "{measure}varden/",
    "measure-rebase": "{measure}granser/",
    "measure-see": "{measure}sedd/",
    "values are pasted": "/inlasning/measurements/?measure={measure.key}",
    "unit-role": "{unit}utse/",
    "forum-role": "{forum}utse/",
    "forum-series": "{forum}motesserie/",
    "learning-groups": "/forum/largrupper/",
    "meeting-agenda": "{meeting}kallelse/",
    "meeting-minutes": "{meeting}protokoll/",
    "decision-correct": "{decision}ratta/",
    "person-role": "{person}utse/",
    "person-login": "{person}inloggning/",
    "person-login-close": "{person}inloggning/stang/",
    "facilitators": "/processhandledare/",
    "handbook-step": "/handbok/steg-4/",
    "my-page": "/min-sida/",
    "my-units": "/min-sida/enheter/",
    "resource-conflicts": "/resurser/konflikter/",
    "resource-employees": "/resurser/medarbetare/",
    "resource-answer": "{resourcerequest}svara/",
    "process-information": "{process}information/",
    "process-impact": "{process}paverkan/",
    "requirements as a table": "{process}krav/",
    "process-versions": "{process}versioner/",
    "process-decide-version": "{process}versioner/besluta/",
    "process-compare": "{process}versioner/skillnad/",
    "process-applied": "{process}gallde/",
    "applied": "/vad-gallde/",
    "release-known": "/versioner/kanns-igen/",
    "codes as a table": "{process}klassificering/",
    "interface-check": "{interface}kontroll/",
    "document on an interface": "/dokument/nytt/?pa=granssnitt-1",
    "reorganisation-after": "/omorganisationer/2/foljder/",
    "reorganisation-moves": "/omorganisationer/2/flytta/",
    "units are read in": "/inlasning/units/",
    "a new organisation is read in": "/inlasning/reorganisation/?reorganisation=2",
    "sign out": "/konto/logout/",
    "process-tab": "{process}flik/specifikation/",
    "process-tab, mapping": "{process}flik/kartlaggning/",
    "process-tab, work together": "{process}flik/samverkan/",
    "process-sources": "{process}kallor/",
    "process-team-decision": "{process}team-eller-inte/",
    "propose-owner": "{process}agare/foresla/",
    "propose-leader": "{process}ledare/foresla/",
    "leader-consent": "{process}ledare/samtycke/",
    "process-duplicates": "/processer/dubbletter/",
    "processes-per-recipient": "/mottagare/per-mottagare/",
    "recipient-merge": "{recipient}samma/",
    "passage-coverage": "/reglemente/tackning/",
    "inventory-question": "{inventory}fraga-1/",
    "inventory-question, the second": "{inventory}fraga-2/",
    "inventory-question, the third": "{inventory}fraga-3/",
    "inventory-prepare": "{inventory}forberedelse/",
    "inventory-priorities": "{inventory}prioritera/",
    "inventory-changes": "{inventory}forandringar/",
    "load": "/belastning/",
    "team-member": "{team}medlem/",
    "team-serve": "{team}fler-processer/",
    "team-stop-serving": "{team}farre-processer/",
    "occasion-participants": "{occasion}deltagare/",
    "goal-grounds": "{goal}grunder/",
    "feedback-figures": "/aterkoppling/sidor/",
    "handboksversioner/<key:key>/nytt-i/": "{edition}nytt-i/",
    "handboksversioner/<key:key>/ord/": "{edition}ord/",
    "kapitel/<key:key>/medfoljande/": "{chapter}medfoljande/",
    "handbok/<key:key>/medfoljande/": "{entry}medfoljande/",
    "modeller/<key:key>/medfoljande/": "{modelentry}medfoljande/",
    "ord/<key:key>/medfoljande/": "{word}medfoljande/",
}
#: pages that one comes to by a link alone: name → (page that has it, what the link looks like)
LINKED = {
    "role-end": ("{unit}", r"/uppdrag/\d+/avsluta/"),
    "reorganisation-after-one": ("/omorganisationer/2/foljder/", r"/omorganisationer/\d+/foljder/\d+/"),
    "reorganisation-moves-one": ("/omorganisationer/2/flytta/", r"/omorganisationer/\d+/flytta/\d+/"),
    "facilitator-area": ("/processhandledare/", r"/processhandledare/\d+/omrade/"),
    "process-side-by-side": ("/processer/dubbletter/", r"/processer/\d+[^/\"]*/samma/\d+/"),
    "team-member-end": ("{team}", r"/team/\d+[^/\"]*/medlem/\d+/avsluta/"),
    "inventory-row-more": ("{inventory}", r"/inventeringar/\d+[^/\"]*/rader/\d+/mer/"),
    "need-from-feedback": ("/aterkoppling/2/", r"/behov/av/handbook\.pagefeedback/\d+/"),
}
#: the newcomer's path
PATH = (
    "start", "inventory-detail", "inventory decide", "import-preview", "process-detail", "process-owner", "process-leader",
    "process-edit", "map-upload-look", "map-detail", "goal-add", "goal-detail", "measure-detail", "values to look at",
    "need-detail", "planaction-add", "planaction-detail", "login",
)  # fmt: skip


@dataclass
class Place:
    """A page: what to call it, where it is, who opens it and which answer is right.

    `before` is what the person posts to first, for a page that is shown once.
    """

    name: str
    address: str
    person: str = ""
    status: int = 200
    before: str = ""


@dataclass
class Finder:
    """Looks for pages in a served demo."""

    base: str
    people: dict[str, Visitor] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)

    def visitor(self, name: str) -> Visitor:
        if name not in self.people:
            self.people[name] = Visitor(self.base, name)
        return self.people[name]

    def rows_of(self, declared: pages.Pages) -> list[str]:
        """Addresses of the rows that somebody sees in the lists, "/mal/3-…/": the fullest process of the demo first."""
        if declared.name not in self.rows:
            link = re.compile(f'href="(/{declared.path}/\\d+[^"/]*/)"')
            views = ["", *(f"?visa={key}" for key, _label, _rows in declared.views)]
            # A draft is seen by its writer alone, and feedback by those whom it is about.
            found = [
                one
                for view in views
                for who in ("hanna", *(PEOPLE if view or declared.name in FEW_SEE else ["ali"]))
                for one in link.findall(self.visitor(who).get(f"/{declared.path}/{view}").text)
            ]
            self.rows[declared.name] = sorted(dict.fromkeys(found), key=lambda one: "bygglov" not in one)
        return self.rows[declared.name]

    def open_to(self, name: str, addresses: list[str]) -> Place | None:
        """The first of the addresses that somebody opens."""
        # What a row can become is found among those that wait for it: the special lists come last.
        for address in addresses[-MOST_ROWS:][::-1] if "/gor/" in "".join(addresses[:1]) else addresses[:MOST_ROWS]:
            for person in PEOPLE:
                if self.visitor(person).get(address).status == 200:
                    return Place(name, address, person)
        return None

    def linked(self, name: str, addresses: list[str], link: str) -> Iterator[Place | None]:
        """Places that links of such a form on these pages lead to."""
        for address in addresses[:MOST_ROWS]:
            for person in ("ali", "moa", "charlie", "love", "alva"):
                yield from (self.open_to(name, [one]) for one in re.findall(link, self.visitor(person).get(address).text))

    def filled(self, address: str) -> list[str]:
        """An address with {word} filled by every row of that page set."""
        found = re.search(r"\{(\w+)(\.key)?\}", address)
        if not found:
            return [address]
        declared = next(one for one in pages.registry() if one.name == found.group(1))
        rows = self.rows_of(declared)
        return [address.replace(found.group(), row.split("/")[2].split("-")[0] if found.group(2) else row) for row in rows]


def declared_pages() -> Iterator[tuple[str, str]]:
    """(name, address) of what the page sets declare: every act, and every transition that asks for something."""
    for one in pages.registry():
        for act in one.acts:
            whole = one.url(act, "KEY")
            yield f"{one.name}-{act}", whole.replace(one.url("detail", "KEY"), f"{{{one.name}}}")
        for verb in one.transition_forms:
            yield f"{one.name} {verb}", f"{{{one.name}}}gor/{verb}/"
        for child in one.rows:
            yield f"{one.name} {child.path}", f"{{{one.name}}}{child.path}/"


def everywhere(site: Site) -> tuple[list[Place], list[str]]:
    """Every page, and the names of those that nobody of the demo opens."""
    finder = Finder(site.base)
    wait_for_decisions(finder, site)
    found, missing = [], []
    for name, address in [*declared_pages(), *OWN.items()]:
        place = finder.open_to(name, finder.filled(address))
        if place is None:
            missing.append(name)
        else:
            found.append(place)
    for name, (address, link) in LINKED.items():
        place = next((one for one in finder.linked(name, finder.filled(address), link) if one is not None), None)
        if place is None:
            missing.append(name)
        else:
            found.append(place)
    return found + list(made_pages(finder)), missing


def wait_for_decisions(finder: Finder, site: Site) -> None:
    """What the demo does not have all year: a need that waits for its owner's decision, a goal that was not met, an interval
    of reviewing; and what lies in the demo with others than those who log in.
    """
    love, alva = finder.visitor("love"), finder.visitor("alva")
    process = "Pröva ansökan om bygglov"
    need = love.post("/behov/nytt/", {"process": process, "title": "Säg tidigare vad som saknas", "origin": "follow_up"})
    love.post(f"/behov/{_key(need.location)}/gor/assess/", {"route": "decision"})
    goal = love.post(
        "/mal/nytt/",
        {
            "process": process, "statement": "Alla får besked inom en vecka från ansökan.",
            "kind": "result", "direction": "at_most", "target": "0,1", "unit_text": "veckor",
            "due": f"{today():%Y-%m-%d}", "new_measure": "Tid till besked",
            "regulation": "Nämnden prövar ansökningar", "method": "Ur ärendesystemet, varje månad", "measured_by": "Ledar-Love",
        },
    )  # fmt: skip
    alva.post(f"/mal/{_key(goal.location)}/gor/approve/")
    finder.visitor("moa").post("/granskningstider/nytt/", {"document": "activity_plan", "months": "12", "remind_days": "30"})
    measures = re.findall(r'href="(/matt/\d+[^"/]*/)"[^>]*>Tid till besked', love.get(goal.location.partition("#")[0]).text)
    love.post(f"{measures[0]}varde/", {"period": f"{today():%Y-%m}", "value": "2"})
    # Half a year goes by.
    with contextlib.closing(sqlite3.connect(site.home / "processlots.sqlite3")) as database:
        database.execute("UPDATE followup_goal SET due = date('now', '-190 days') WHERE number = ?", (_key(goal.location),))
        database.execute(
            "UPDATE followup_measurement SET period_start = date(period_start, '-6 months')"
            " WHERE id = (SELECT max(id) FROM followup_measurement)"
        )
        # An open issue comes to Love's interface, feedback from Alva, her brief is a draft again, and Charlie lends nobody.
        database.execute("UPDATE processes_interfaceissue SET interface_id = 1 WHERE state = 'open'")
        alva_s = "(SELECT proposed_by_id FROM organisation_appointment WHERE state = 'proposed')"
        database.execute(f"UPDATE resources_performancefeedback SET process_id = 1, given_by_id = {alva_s}")
        database.execute("UPDATE processes_brief SET state = 'draft' WHERE state = 'sent'")
        database.execute("UPDATE organisation_appointment SET resource_owner_id = proposed_by_id WHERE state = 'proposed'")
        database.commit()


def _key(address: str) -> str:
    found = re.search(r"/(\d+)", address)
    assert found is not None, f"nothing was made: {address!r}"
    return found.group(1)


def made_pages(finder: Finder) -> Iterator[Place]:
    """Pages that exist once somebody has done something: an import, an upload, a job; refusals, and the way in."""
    love, hanna, charlie = (finder.visitor(name) for name in ("love", "hanna", "charlie"))
    measure = finder.open_to("", finder.filled(OWN["values are pasted"]))
    assert measure is not None
    pasted = finder.visitor(measure.person).post(measure.address, {"text": "2019-01\t7,5\n2019-02\toj\n2019-02\t8"})
    yield Place("values to look at", pasted.location, measure.person)
    looked = charlie.post("/inlasning/processes/", {"text": "Kontrollera brunnar\nBrunnskontroll"})
    yield Place("import-preview", looked.location, "charlie")
    act = re.search(r'name="act" value="(confirm [^"]*)"', charlie.get(looked.location).text)
    assert act is not None
    other = charlie.post("/inlasning/processes/", {"text": "Mäta buller"}).location
    sure = re.search(r'name="act" value="(confirm [^"]*)"', charlie.get(other).text)
    assert sure is not None
    charlie.post(other, {"act": sure.group(1)})
    yield Place("import-done", f"{other}klar/", "charlie")
    process = next(one for one in finder.filled("{process}") if love.get(one).status == 200)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", hanna.get(process).text, re.DOTALL)
    assert title is not None
    sent = {
        "process": f"{title.group(1).strip()} (P-{process.split('/')[2].split('-')[0]})",
        "kind": "detailed",
        "when": "today",
        "title": "Prov",
    }
    for name, content in (("map-upload-look", bpmn()), ("map-upload-look, refused", b"<a><b></a>")):
        job = hanna.post("/kartor/ladda-upp/", sent, {"file": ("prov.bpmn", content)}).location
        yield Place(name, hanna.get(job).location or job, "hanna")
    yield Place("job-detail", love.post(f"{process}word/").location, "love")
    # Somebody without a login gets one: a new link to one of the cast would end what they do here.
    ali = finder.visitor("ali")
    logins = finder.filled("{person}inloggning/")
    link = next(f"{one}lank/" for one in logins if ali.post(one, {"username": "prov.person"}).location == f"{one}lank/")
    invited = re.search(r"/konto/[\w/:.-]+", ali.get(link).text.partition("<main")[2])
    assert invited is not None
    yield Place("person-login-link", link, "ali", before=link)
    yield Place("the page that an invitation leads to", invited.group())
    yield Place("403", "/kartor/nytt/", "love", 403)
    yield Place("403, a visitor without a place", "/", "gro", 403)
    yield Place("404", "/finns-inte/", "love", 404)
    yield Place("login", "/konto/login/")
