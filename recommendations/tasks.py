"""Work on songs that staff need not wait for; each task is safe to run twice."""

from celery import shared_task

from recommendations import curation, learning, links


@shared_task
def compute_vector(song_id: int) -> None:
    curation.compute_vector(song_id=song_id)


@shared_task
def learn() -> None:
    """Due now and then: `musicrest_site.celery.PERIODIC`."""
    learning.learn()


@shared_task
def check_link(song_id: int) -> None:
    links.check_link(song_id=song_id)
