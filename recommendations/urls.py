from django.urls import path

from recommendations import views

app_name = "recommendations"
urlpatterns = [
    path("talks/<uuid:conversation_id>/result/", views.result, name="result"),
    path("talks/<uuid:conversation_id>/result/retry/", views.retry, name="retry"),
    path("talks/<uuid:conversation_id>/result/correct/", views.correct, name="correct"),
    path(
        "talks/<uuid:conversation_id>/songs/<int:recommendation_id>/rate/",
        views.rate,
        name="rate",
    ),
    path(
        "talks/<uuid:conversation_id>/songs/<int:recommendation_id>/next/",
        views.next_song,
        name="next",
    ),
    path("songs/liked/", views.liked, name="liked"),
    path("songs/liked/<int:rating_id>/remove/", views.unlike, name="unlike"),
    path("history/", views.history, name="history"),
]
