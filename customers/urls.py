from django.urls import path

from customers.views import sign_in

app_name = "customers"

urlpatterns = [
    path("sign-in/", sign_in.start, name="sign_in"),
    path("sign-in/code/", sign_in.code, name="sign_in_code"),
    path("sign-in/code/resend/", sign_in.resend, name="sign_in_resend"),
    path("sign-in/link/<str:token>/", sign_in.link, name="sign_in_link"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
]
