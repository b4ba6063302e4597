"""What is remembered of a talk."""

from chat.dialogue.story import LASTS, MOST, Story


def told(story: Story, family: str, *, is_heavy: bool = True) -> Story:
    return story.told(topic=f"{family}_one", family=family, is_heavy=is_heavy)


def test_a_matter_is_told_until_it_was_left_for_some_turns() -> None:
    story = told(Story(), "work/boss")
    assert story.is_told
    for _ in range(LASTS):
        story = story.aged()
    assert story.is_told
    assert not story.aged().is_told


def test_a_new_matter_takes_the_place_of_the_old() -> None:
    story = told(told(Story(), "work/boss"), "health/sleep", is_heavy=False)
    assert (story.family, story.is_heavy, story.age) == ("health/sleep", False, 0)
    assert story.matters == ("work/boss", "health/sleep")


def test_the_same_matter_is_kept_once() -> None:
    story = told(told(told(Story(), "a/a"), "b/b"), "a/a")
    assert story.matters == ("a/a", "b/b")


def test_the_latest_person_comes_first_and_few_are_kept() -> None:
    story = Story().with_persons(("엄마", "아빠")).with_persons(("팀장님", "엄마"))
    assert story.persons == ("팀장님", "엄마", "아빠")
    many = story.with_persons(tuple(f"{number}번" for number in range(MOST)))
    assert len(many.persons) == MOST


def test_it_comes_back_from_json_as_it_was() -> None:
    story = told(Story().with_persons(("엄마",)), "family/parents")
    assert Story.of_json(story.as_json()) == story
    assert Story.of_json({**story.as_json(), "of_another_version": 1}) == story
    assert Story.of_json({}) == Story()
