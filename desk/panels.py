"""What the apps above tickets show beside one: the single place where panels are joined.

An app that has something to show of a ticket brings `queries.ticket_panel(ticket)` and a
template of its own; it gets a line here. Warranty, returns, visits and loyalty will.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from desk.claim_panel import claims_panel
from surveys.queries import ticket_panel as survey_panel
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the context: its title, and the template that draws `content`."""

    title: str
    template: str
    content: object
    # It stands right below the product, and not further down.
    is_near: bool = False


def ticket_panels(ticket: Ticket) -> list[Panel]:
    """The panels that have something to say about `ticket`, in the order of the page."""
    panels = [
        Panel(
            _("Hồ sơ bảo hành"),
            "desk/claims/_ticket_panel.html",
            claims_panel(ticket),
            is_near=True,
        ),
        Panel(_("Khách đánh giá"), "surveys/_ticket_panel.html", survey_panel(ticket)),
    ]
    return [panel for panel in panels if panel.content is not None]
