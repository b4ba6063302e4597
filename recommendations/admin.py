"""Songs for staff to curate; recommendations and ratings for them to read, without people."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.admin import ReadOnlyAdmin
from backoffice.spreadsheets import SheetAdmin, StrictCSV
from emotions.vector import EMOTIONS
from recommendations import links, selectors, tasks
from recommendations.forms import SongForm
from recommendations.models import Rating, Recommendation, Song, SongQuerySet
from recommendations.resources import SongResource


class StrongestEmotion(admin.SimpleListFilter):
    title = gettext_lazy("가장 강한 감정")
    parameter_name = "emotion"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(emotion, emotion) for emotion in EMOTIONS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        emotion = self.value()
        return cast(SongQuerySet, queryset).felt_as(emotion) if emotion in EMOTIONS else queryset


class FindsSongs(admin.ModelAdmin[Any]):
    """Its search finds names as `selectors.find_songs` does; `song` is the way to the song."""

    song = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        others, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return others, may_repeat
        return others | queryset.filter(selectors.names(search_term, self.song)), may_repeat


@admin.register(Song)
class SongAdmin(FindsSongs, SheetAdmin):
    form = SongForm
    list_display = ["title", "artist", "strongest", "link_status", "is_active", "video"]
    list_filter = [StrongestEmotion, "link_status", "is_active", "vector_source"]
    search_fields = ["youtube_id"]  # and the names, by `FindsSongs`
    readonly_fields = [
        "emotions", "vector_source", "classifier",
        "video", "link_status", "link_checked_at", "link_note",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["title", "artist", "youtube_id", "is_active"]}),
        (
            gettext_lazy("감정"),
            {"fields": ["emotions", "vector_source", "classifier", "lyrics", "keep_lyrics"]},
        ),
        (
            gettext_lazy("링크"),
            {"fields": ["video", "link_status", "link_checked_at", "link_note"]},
        ),
    ]
    actions = ["mark_ok", "mark_broken", "check_links", "compute_vectors"]
    resource_classes = [SongResource]
    formats = [StrictCSV]
    import_template_name = "admin/recommendations/song/import.html"

    @admin.display(description=gettext_lazy("가장 강한 감정"))
    def strongest(self, song: Song) -> str:
        if song.vector is None:
            return _("아직 없음")
        return f"{song.vector.top} {max(song.vector):.0%}"

    @admin.display(description=gettext_lazy("감정 벡터"))
    def emotions(self, song: Song) -> str:
        if song.vector is None:
            return _("아직 없어요. 가사를 붙여 넣으면 계산해요.")
        return ", ".join(f"{name} {share:.1%}" for name, share in song.vector.as_dict().items())

    @admin.display(description=gettext_lazy("영상"))
    def video(self, song: Song) -> str:
        return format_html(
            '<a href="https://www.youtube.com/watch?v={}" target="_blank" rel="noopener">{}</a>',
            song.youtube_id,
            _("유튜브에서 열기"),
        )

    @admin.action(description=gettext_lazy("링크를 정상으로 표시"), permissions=["change"])
    def mark_ok(self, request: HttpRequest, queryset: QuerySet[Song]) -> None:
        self._mark(request, queryset, Song.LinkStatus.OK)

    @admin.action(description=gettext_lazy("링크를 끊김으로 표시"), permissions=["change"])
    def mark_broken(self, request: HttpRequest, queryset: QuerySet[Song]) -> None:
        self._mark(request, queryset, Song.LinkStatus.BROKEN)

    @admin.action(description=gettext_lazy("유튜브에 링크 확인"), permissions=["change"])
    def check_links(self, request: HttpRequest, queryset: QuerySet[Song]) -> None:
        for song in queryset:
            tasks.check_link.delay_on_commit(song.pk)
        messages.info(request, _("링크를 확인하고 있어요. 잠시 뒤에 목록을 새로 고쳐 주세요."))

    @admin.action(description=gettext_lazy("보관한 가사로 감정 다시 계산"), permissions=["change"])
    def compute_vectors(self, request: HttpRequest, queryset: QuerySet[Song]) -> None:
        songs = queryset.exclude(lyrics="")
        for song in songs:
            tasks.compute_vector.delay_on_commit(song.pk)
        messages.info(
            request, _("가사가 있는 %(count)s곡의 감정을 계산하고 있어요.") % {"count": len(songs)}
        )

    def save_model(self, request: HttpRequest, obj: Song, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.has_new_lyrics:
            tasks.compute_vector.delay_on_commit(obj.pk)
            messages.info(request, _("가사로 감정을 계산하고 있어요. 잠시 뒤에 새로 고쳐 주세요."))

    def has_delete_permission(self, request: HttpRequest, obj: Song | None = None) -> bool:
        """Never: ratings would go too, and the catalogue would bring it back. Switch it off."""
        return False

    def _mark(
        self, request: HttpRequest, queryset: QuerySet[Song], status: Song.LinkStatus
    ) -> None:
        count = links.mark_links(
            song_ids=list(queryset.values_list("pk", flat=True)), status=status
        )
        messages.success(request, _("%(count)s곡의 링크를 표시했어요.") % {"count": count})


@admin.register(Recommendation)
class RecommendationAdmin(FindsSongs, ReadOnlyAdmin):
    list_display = ["song", "kind", "score", "status", "created_at"]
    list_filter = ["kind", "status", "why"]
    list_select_related = ["song"]
    search_fields = ["song__youtube_id"]
    song = "song__"
    fields = ["song", "kind", "score", "why", "propensity", "shares", "status", "created_at"]


@admin.register(Rating)
class RatingAdmin(FindsSongs, ReadOnlyAdmin):
    list_display = ["song", "kind", "liked", "feeling", "updated_at"]
    list_filter = ["kind", "liked"]
    list_select_related = ["song"]
    search_fields = ["song__youtube_id"]
    song = "song__"
    fields = ["song", "kind", "liked", "feeling", "created_at", "updated_at"]

    @admin.display(description=gettext_lazy("평가할 때의 감정"))
    def feeling(self, rating: Rating) -> str:
        return f"{rating.vector.top} {max(rating.vector):.0%}"
