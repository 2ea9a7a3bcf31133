from django.urls import path

from judging.bundle.onefile import NAME
from judging.bundle.public_views import signing_keys
from judging.bundle.verifier_views import verifier_read

urlpatterns = [
    path(".well-known/award-signing-key.pem", signing_keys, name="signing-keys"),
    path(f"verifier/{NAME}", verifier_read, name="verifier-read"),
]
