"""The project's addresses, and beside them the peer's list."""

from django.urls import include, path

from bench.peer import pages

urlpatterns = [path("peer/find", pages.find), path("", include("bowstreet.project.urls"))]
