from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.profile, name="profile"),
    path("consent/", views.consent, name="consent"),
    path("export/", views.export_data, name="export-data"),
    path("delete/", views.delete_account, name="delete-account"),
]
