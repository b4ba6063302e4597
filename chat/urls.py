from django.urls import path

from chat import views

app_name = "chat"
urlpatterns = [
    path("talks/", views.talks, name="list"),
    path("talks/<uuid:conversation_id>/", views.talk, name="talk"),
    path("talks/<uuid:conversation_id>/say/", views.say, name="say"),
    path("talks/<uuid:conversation_id>/misheard/", views.misheard, name="misheard"),
    path("talks/<uuid:conversation_id>/read-again/", views.read_again, name="read-again"),
    path("talks/<uuid:conversation_id>/delete/", views.delete, name="delete"),
    path(
        "talks/<uuid:conversation_id>/messages/<int:message_id>/opinion/",
        views.judge,
        name="judge",
    ),
]
