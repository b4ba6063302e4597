"""Songs for staff to curate; recommendations and ratings for them to read, without people."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q, QuerySet
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.admin import DeclaredFilters, ReadOnlyAdmin
from backoffice.spreadsheets import SheetAdmin, StrictCSV
from emotions.vector import EMOTIONS, EmotionVector
from recommendations import curation, links, map_page, naming, selectors, tasks
from recommendations.forms import SongForm
from recommendations.models import Artist, Rating, Recommendation, Song, SongQuerySet
from recommendations.resources import SongResource


class StrongestEmotion(admin.SimpleListFilter):
    title = gettext_lazy("가장 강한 감정")
    parameter_name = "emotion"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(emotion, emotion) for emotion in EMOTIONS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        emotion = self.value()
        return cast(SongQuerySet, queryset).felt_as(emotion) if emotion in EMOTIONS else queryset


class KnownSound(admin.SimpleListFilter):
    title = gettext_lazy("소리")
    parameter_name = "sound"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("known", _("알아요")), ("none", _("몰라요"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        unknown = Q(valence=None) | Q(energy=None)
        wanted = {"known": ~unknown, "none": unknown}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(wanted)


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
    list_filter = [
        StrongestEmotion, KnownSound, "sound_disputed", "sound_source", "tempo", "language",
        "is_explicit", "link_status", "is_active", "vector_source",
    ]  # fmt: skip
    search_fields = ["youtube_id"]  # and the names, by `FindsSongs`
    readonly_fields = [
        "emotions", "felt", "vector_source", "classifier", "player", "sound_told",
        "video", "link_status", "link_checked_at", "link_note",
    ]  # fmt: skip
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "artist",
                    "performer",
                    "youtube_id",
                    "language",
                    "year",
                    "is_explicit",
                    "is_active",
                ],
            },
        ),
        (
            gettext_lazy("소리"),
            {
                "fields": [
                    "player",
                    "valence",
                    "energy",
                    "tempo",
                    "acousticness",
                    "sound_disputed",
                    "sound_told",
                ],
            },
        ),
        (
            gettext_lazy("감정"),
            {
                "fields": [
                    "emotions",
                    "felt",
                    "vector_source",
                    "classifier",
                    "lyrics",
                    "keep_lyrics",
                ],
            },
        ),
        (
            gettext_lazy("링크"),
            {"fields": ["video", "link_status", "link_checked_at", "link_note"]},
        ),
    ]
    actions = ["mark_ok", "mark_broken", "check_links", "compute_vectors"]
    resource_classes = [SongResource]
    formats = [StrictCSV]
    raw_id_fields = ["performer"]
    import_template_name = "admin/recommendations/song/import.html"
    import_export_change_list_template = "admin/recommendations/song/list.html"

    @property
    def media(self) -> Media:
        scripts: list[Any] = [
            Script("vendor/lite-youtube-embed/lite-yt-embed.js", defer=True),
            Script("js/player.js", type="module"),
            Script("js/levels.js", type="module"),
        ]
        return super().media + Media(js=scripts, css={"all": ["css/catalogue.css"]})

    def get_urls(self) -> list[URLPattern]:
        shown = self.admin_site.admin_view(map_page.show)
        return [path("map/", shown, name="recommendations_song_map"), *super().get_urls()]

    @admin.display(description=gettext_lazy("가장 강한 감정"))
    def strongest(self, song: Song) -> str:
        if song.vector is None:
            return _("아직 없음")
        return f"{song.vector.top} {max(song.vector):.0%}"

    @admin.display(description=gettext_lazy("노랫말의 감정"))
    def emotions(self, song: Song) -> str:
        return _told(song.vector) or _("아직 없어요. 가사를 붙여 넣으면 계산해요.")

    @admin.display(description=gettext_lazy("소리와 함께 느껴지는 감정"))
    def felt(self, song: Song) -> str:
        return _told(song.felt) or _("아직 없어요.")

    @admin.display(description=gettext_lazy("누가 적었는지"))
    def sound_told(self, song: Song) -> str:
        source = song.get_sound_source_display() or _("아직 없어요.")
        return f"{source} ({song.sound_set_by})" if song.sound_set_by else source

    @admin.display(description=gettext_lazy("듣기"))
    def player(self, song: Song) -> str:
        if not song.youtube_id:
            return _("저장하면 여기서 들을 수 있어요.")
        return format_html(
            '<song-player class="player" videoid="{0}" params="rel=0">'
            '<a class="lyt-playbtn" href="https://www.youtube.com/watch?v={0}" target="_blank"'
            ' rel="noopener">{1}</a></song-player>',
            song.youtube_id,
            _("눌러서 듣기"),
        )

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
        before = Song.objects.light().filter(pk=obj.pk).first() or Song()
        obj.sound_was_set(by=cast(AbstractBaseUser, request.user), before=before.sound)
        if obj.artist != before.artist and obj.performer_id == before.performer_id:
            obj.performer = None  # another artist, who is looked up below
        super().save_model(request, obj, form, change)
        curation.link_performers()
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


@admin.register(Artist)
class ArtistAdmin(DeclaredFilters):
    """Who sings; one who is known twice is made one by an action."""

    list_display = ["name", "called", "count"]
    search_fields = ["search_key", "initials"]
    fields = ["name", "other_names"]
    actions = ["join"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Artist]:
        artists: QuerySet[Artist] = super().get_queryset(request)
        return artists.annotate(song_count=Count("songs"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, " ".join(naming.words(search_term)))

    @admin.display(description=gettext_lazy("다른 이름"))
    def called(self, artist: Artist) -> str:
        return ", ".join(artist.names[1:])

    @admin.display(description=gettext_lazy("노래"), ordering="song_count")
    def count(self, artist: Any) -> int:
        return int(artist.song_count)

    @admin.action(
        description=gettext_lazy("한 가수로 합치기: 노래가 가장 많은 이름으로"),
        permissions=["change"],
    )
    def join(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        joined = curation.join_artists(artists=list(queryset.order_by("-song_count", "pk")))
        messages.success(request, _("‘%(name)s’(으)로 합쳤어요.") % {"name": joined.name})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: whom a song names would come back with the next song."""
        return False


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


def _told(vector: EmotionVector | None) -> str:
    if vector is None:
        return ""
    return ", ".join(f"{name} {share:.1%}" for name, share in vector.as_dict().items())
