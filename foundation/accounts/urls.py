"""The door of the desk and the people behind it; mounted at /desk/."""

from django.urls import path

from foundation.accounts.views import (
    passwords,
    people,
    roster,
    roster_people,
    sign_in,
    skills,
    teams,
    tokens,
    totp,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign_in_code"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("totp/", totp.set_up_totp, name="set_up_totp"),
    path("password/forgotten/", passwords.password_reset, name="password_reset"),
    path("password/new/", passwords.choose_password, name="choose_password"),
    path("password/<str:token>/", passwords.set_password, name="set_password"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/rights/", people.change_rights, name="change_rights"),
    path("people/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<int:pk>/reset-totp/", people.reset_totp, name="reset_totp"),
    path(
        "people/<int:pk>/invitation/",
        people.resend_invitation,
        name="resend_invitation",
    ),
    path("people/<int:pk>/tokens/", tokens.create_token, name="create_token"),
    path(
        "people/<int:pk>/tokens/<int:token_pk>/revoke/",
        tokens.revoke_token,
        name="revoke_token",
    ),
    path("people/teams/", teams.teams, name="teams"),
    path("people/teams/<int:pk>/rename/", teams.rename_team, name="rename_team"),
    path("people/teams/<int:pk>/close/", teams.close_team, name="close_team"),
    path("people/teams/<int:pk>/reopen/", teams.reopen_team, name="reopen_team"),
    path("roster/", roster.roster, name="roster"),
    path("roster/taking/", roster.set_taking, name="set_taking"),
    path("roster/skills/", skills.skills, name="skills"),
    path("roster/skills/<int:pk>/rename/", skills.rename_skill, name="rename_skill"),
    path("roster/skills/<int:pk>/close/", skills.close_skill, name="close_skill"),
    path("roster/skills/<int:pk>/reopen/", skills.reopen_skill, name="reopen_skill"),
    path("roster/<int:pk>/", roster_people.roster_person, name="roster_person"),
    path("roster/<int:pk>/shifts/", roster_people.shifts, name="plan_shifts"),
    path("roster/<int:pk>/skills/", roster_people.skills, name="set_skills"),
    path("roster/<int:pk>/capacity/", roster_people.capacity, name="set_capacity"),
    path("roster/<int:pk>/leave/", roster_people.plan_leave, name="plan_leave"),
    path(
        "roster/leave/<int:pk>/cancel/", roster_people.cancel_leave, name="cancel_leave"
    ),
    path("roster/leave/<int:pk>/end/", roster_people.end_leave, name="end_leave"),
]
