"""The house rules of docs/style.md that a machine can check, each shown to bite."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from foundation.core.workflow import Workflow
from tests.ratchets import markup, python
from tests.ratchets.house import ROOT, Ratchet, app_folders, sources, templates
from tests.ratchets.promises import (
    diagram,
    missing_from_guide,
    undocumented,
    unreachable,
)
from tickets.enums import TicketStatus

VIEW = "tickets/views/desk.py"
PAGE = "templates/tickets/desk/list.html"


def modules(name: str) -> Iterator[tuple[Path, object]]:
    """The modules of that name, or ending on it, in every app that has one."""
    for folder in app_folders():
        for file in (*folder.glob(f"{name}.py"), *folder.glob(f"*_{name}.py")):
            yield (
                folder,
                import_module(".".join((*folder.relative_to(ROOT).parts, file.stem))),
            )


def workflows() -> list[tuple[Path, Workflow]]:
    """Every transition table with the folder of its app."""
    return [
        (folder, value)
        for folder, module in modules("workflow")
        for value in vars(module).values()
        if isinstance(value, Workflow)
    ]


def listed(complaints: Iterable[str]) -> str:
    """One complaint a line, so that a failure shows them all."""
    return "\n".join(complaints)


def readme_of(folder: Path) -> str:
    """What an app says about itself; nothing if it does not."""
    readme = folder / "README.md"
    return readme.read_text(encoding="utf-8") if readme.exists() else ""


@pytest.mark.parametrize(
    "ratchet", python.RATCHETS, ids=lambda ratchet: ratchet.__name__
)
def test_python_keeps_the_house_rules(ratchet: Ratchet) -> None:
    assert listed(complaint for file in sources() for complaint in ratchet(*file)) == ""


@pytest.mark.parametrize(
    "ratchet", markup.RATCHETS, ids=lambda ratchet: ratchet.__name__
)
def test_templates_keep_the_house_rules(ratchet: Ratchet) -> None:
    complaints = (complaint for file in templates() for complaint in ratchet(*file))

    assert listed(complaints) == ""


@pytest.mark.parametrize(
    ("ratchet", "path", "text"),
    [
        (python.short_files, "tickets/actions.py", "\n" * 301),
        (python.short_files, VIEW, "\n" * 201),
        (python.short_functions, "tickets/sla.py", "def f():\n" + "    x = 1\n" * 30),
        (python.telling_names, "tickets/utils.py", ""),
        (python.telling_names, "tickets/services/replies.py", ""),
        (python.visible_things, VIEW, "Ticket.objects.get(pk=1)"),
        (
            python.visible_things,
            VIEW,
            "Ticket.objects.select_related('x').filter(pk=1)",
        ),
        (python.visible_things, VIEW, "get_object_or_404(Ticket, pk=1)"),
        (python.visible_things, VIEW, "get_object_or_404(Ticket.objects, pk=1)"),
        (python.visible_things, "tickets/api/serializers.py", "Unit.objects.all()"),
        (python.no_host_from_the_request, VIEW, "request.build_absolute_uri('/')"),
        (python.marked_safe_in_one_place, "tickets/tags.py", "mark_safe('<b>')"),
        (
            python.marked_safe_in_one_place,
            "tickets/tags.py",
            "safestring.SafeString(x)",
        ),
        (markup.short_templates, PAGE, "<p>\n" * 151),
        (markup.no_inline_code, PAGE, '<a class="btn"\n onclick="go()">'),
        (markup.no_inline_code, PAGE, "<script nonce='x'>go()</script>"),
        (markup.no_inline_style, PAGE, '<p style="color: red">'),
        (markup.no_inline_style, PAGE, "<style>p {}</style>"),
        (markup.no_inline_style, PAGE, '<p class="bg-[#00636e]">'),
        (markup.no_inline_style, PAGE, '<meta name="theme-color" content="#fff">'),
        (markup.escaped, PAGE, "{{ message.body|safe }}"),
        (markup.escaped, PAGE, "{% autoescape off %}{{ x }}{% endautoescape %}"),
        (markup.our_own_host, PAGE, '<script src="https://cdn.example/x.js">'),
        (markup.our_own_host, PAGE, '<link href="//fonts.example/x.css">'),
    ],
)
def test_a_planted_violation_is_seen(ratchet: Ratchet, path: str, text: str) -> None:
    assert len(list(ratchet(path, text))) == 1


@pytest.mark.parametrize(
    ("ratchet", "path", "text"),
    [
        (python.short_functions, "a.py", 'def f():\n    """' + "x\n" * 40 + '"""\n'),
        (python.visible_things, VIEW, "Ticket.objects.visible_to(u).filter(pk=1)"),
        (python.visible_things, VIEW, "get_object_or_404(tickets, pk=1)"),
        (python.visible_things, "tickets/actions.py", "Ticket.objects.get(pk=1)"),
        (markup.no_inline_code, PAGE, '<a data-condition="on=1" href="?on=2">'),
        (markup.no_inline_style, PAGE, '<a href="#fade">#48190 &#039;</a>'),
        (markup.no_inline_style, PAGE, '{% firstof "#add-contact" as url %}'),
        (python.visible_things, VIEW, "get_object_or_404(Team, pk=Team.objects.get())"),
        (python.visible_things, VIEW, "Ticket.objects.by_access_key(key).get()"),
        (
            markup.no_inline_style,
            PAGE,
            '{# style="x" #}{% comment %}#fff{% endcomment %}',
        ),
        (
            markup.no_inline_style,
            "templates/emails/a/body.html",
            '<p style="color:#fff">',
        ),
        (markup.our_own_host, PAGE, '<a href="{{ url }}">//</a>'),
    ],
)
def test_what_keeps_the_rule_is_let_through(
    ratchet: Ratchet, path: str, text: str
) -> None:
    assert list(ratchet(path, text)) == []


def test_every_status_can_be_reached() -> None:
    assert listed(s for _, table in workflows() for s in unreachable(table)) == ""


def test_a_status_nobody_can_come_to_is_seen() -> None:
    table = Workflow(
        {
            TicketStatus.NEW: frozenset({TicketStatus.OPEN}),
            TicketStatus.WAITING: frozenset({TicketStatus.OPEN}),
        }
    )

    assert list(unreachable(table)) == ["waiting", "resolved", "closed"]


def test_every_workflow_is_drawn_in_the_readme_of_its_app() -> None:
    undrawn = [
        f"{folder.name}/README.md should show:\n{diagram(table)}"
        for folder, table in workflows()
        if diagram(table) not in readme_of(folder)
    ]

    assert listed(undrawn) == ""


def test_a_diagram_shows_each_step_of_the_table() -> None:
    table = Workflow({TicketStatus.NEW: frozenset({TicketStatus.OPEN})})

    assert diagram(table).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> new",
        "    new --> open",
    ]


def test_every_verb_is_explained_in_the_readme_of_its_app() -> None:
    unexplained = [
        f"{folder.name}: {verb}"
        for folder, module in modules("verbs")
        for verb in undocumented(vars(module), readme_of(folder))
    ]

    assert listed(unexplained) == ""


def test_a_verb_without_a_word_in_the_readme_is_seen() -> None:
    verbs = {"TICKET_CLOSED": "ticket.closed", "TICKET_OPENED": "ticket.opened"}

    assert list(undocumented(verbs, "| `ticket.opened` |")) == ["ticket.closed"]


def test_every_component_is_in_the_style_guide() -> None:
    assert listed(missing_from_guide(dict(templates()))) == ""


def test_a_component_missing_from_the_style_guide_is_seen() -> None:
    pages = {
        "templates/styleguide.html": '{% include "styleguide/tags.html" %}',
        "templates/styleguide/tags.html": '{% component "card" %}{% endcomponent %}',
        "templates/components/card.html": '{% include "components/tag.html" only %}',
        "templates/components/tag.html": "",
        "templates/components/bar.html": "",
    }

    assert list(missing_from_guide(pages)) == ["templates/components/bar.html"]


def test_every_app_says_what_it_is_for() -> None:
    silent = [folder.name for folder in app_folders() if not readme_of(folder)]

    assert listed(silent) == ""
