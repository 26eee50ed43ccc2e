from celery import shared_task

from foundation.events import actions


@shared_task(name="events.dispatch_event", acks_late=True, ignore_result=True)
def dispatch_event(event_id: int) -> None:
    """Tell the receivers of one event."""
    actions.dispatch_event(event_id)


@shared_task(name="events.sweep_events", acks_late=True, ignore_result=True)
def sweep_events() -> None:
    """Tell of events whose wake-up was lost, and try again what is due."""
    actions.sweep_events()
