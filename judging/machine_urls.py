from django.urls import path

from judging.views.result_public import signing_keys

urlpatterns = [path(".well-known/award-signing-key.pem", signing_keys, name="signing-keys")]
