"""Every address of the site; `i18n/` switches the language."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from musicrest_site.health import health

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one door for all
admin.site.site_header = admin.site.site_title = "음악쉼표"

handler400 = "musicrest_site.errors.bad_request"
handler404 = "musicrest_site.errors.not_found"
handler500 = "musicrest_site.errors.server_error"

urlpatterns = [
    path(
        "",
        TemplateView.as_view(
            template_name="home.html", extra_context={"gauge_full": settings.GAUGE_FULL}
        ),
        name="home",
    ),
    path("privacy/", TemplateView.as_view(template_name="privacy.html"), name="about-privacy"),
    path("terms/", TemplateView.as_view(template_name="terms.html"), name="terms"),
    path("accounts/", include("allauth.urls")),
    path("me/", include("accounts.urls")),
    path("", include("chat.urls")),
    path("", include("recommendations.urls")),
    path("api/v1/", include("musicrest_site.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "api/docs/",
        SpectacularSwaggerSplitView.as_view(url_name="schema"),
        name="api-docs",
    ),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("healthz", health, name="health"),
]
