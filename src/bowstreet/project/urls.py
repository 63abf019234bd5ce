"""Every address: pages, API, TAXII, and the three that carry no content."""

from django.urls import include, path

from bowstreet.interfaces.api import paths as api
from bowstreet.interfaces.taxii import paths as taxii
from bowstreet.interfaces.web import paths as web
from bowstreet.project import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.metrics),
    path("api/v1/", include(api.patterns())),
    path("taxii2/", include(taxii.patterns())),
    *web.PATHS,
]

handler404 = "bowstreet.interfaces.web.pages.nothing_here"
handler500 = "bowstreet.interfaces.web.pages.failed"
