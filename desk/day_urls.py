"""The desk's addresses of tags, snoozes, things to do, parts and faults."""

from django.urls import path

from desk.views import (
    checklist_templates,
    checklists,
    parts,
    snooze,
    tags,
    tracker_answers,
    trackers,
)

TICKET = "tickets/<ticket_number:number>/"
TASK = f"{TICKET}checklist/<int:pk>/"
TRACKER = "trackers/<int:pk>/"

urlpatterns = [
    path(f"{TICKET}tag/", tags.tag, name="tag"),
    path("tags/", tags.tags, name="tags"),
    path("tags/find/", tags.find, name="find_tags"),
    path("tags/<int:pk>/change/", tags.change, name="change_tag"),
    path("tags/<int:pk>/retire/", tags.retire, name="retire_tag"),
    path("tags/<int:pk>/restore/", tags.restore, name="restore_tag"),
    path("tags/<int:pk>/merge/", tags.merge, name="merge_tag"),
    path(f"{TICKET}snooze/", snooze.snooze, name="snooze"),
    path(f"{TICKET}wake/", snooze.wake, name="wake"),
    path(f"{TICKET}checklist/", checklists.add, name="checklist"),
    path(f"{TICKET}checklist/restore/", checklists.restore, name="restore_task"),
    path(f"{TASK}tick/", checklists.tick, name="tick_task"),
    path(f"{TASK}change/", checklists.change, name="change_task"),
    path(f"{TASK}remove/", checklists.remove, name="remove_task"),
    path("checklists/", checklist_templates.templates, name="checklists"),
    path("checklists/new/", checklist_templates.new, name="new_checklist"),
    path("checklists/choices/", checklist_templates.choices, name="list_choices"),
    path("checklists/<int:pk>/", checklist_templates.template, name="edit_checklist"),
    path("checklists/<int:pk>/use/", checklist_templates.use, name="use_checklist"),
    path(f"{TICKET}parts/new/", parts.open_part, name="open_part"),
    path(f"{TICKET}parent/", parts.join, name="join_parent"),
    path(f"{TICKET}parent/leave/", parts.leave, name="leave_parent"),
    path(f"{TICKET}trackers/", trackers.choose, name="choose_tracker"),
    path("trackers/", trackers.trackers, name="trackers"),
    path("trackers/new/", trackers.new, name="new_tracker"),
    path(TRACKER, trackers.tracker, name="tracker"),
    path(f"{TRACKER}edit/", trackers.edit, name="edit_tracker"),
    path(f"{TRACKER}attach/", trackers.attach, name="attach_tickets"),
    path(f"{TRACKER}detach/", trackers.detach, name="detach_tickets"),
    path(f"{TRACKER}answer/", tracker_answers.answer, name="answer_fault"),
    path(f"{TRACKER}note/", tracker_answers.note, name="note_fault"),
    path(f"{TRACKER}settle/", tracker_answers.settle, name="settle_fault"),
]
