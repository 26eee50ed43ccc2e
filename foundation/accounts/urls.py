"""The door of the desk and the people behind it; mounted at /desk/."""

from django.urls import path

from foundation.accounts.views import passwords, people, sign_in, teams, tokens, totp

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
]
