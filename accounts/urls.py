from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.profile, name="profile"),
    path("export/", views.export_data, name="export-data"),
    path("delete/", views.delete_account, name="delete-account"),
]
