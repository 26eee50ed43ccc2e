"""Words for cases of the bench: common ones, rare ones, and the long tail between."""

from random import Random

from aftersales.demo.stories import Story

# Of one ticket in so many; what is common stands in every story.
RARE, ONE_IN = "chuột cắn dây nguồn", 2000
COMMON = "máy"

HEADS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
RHYMES = (
    "a à ả ã á ạ anh ành ảnh ao ào áo ạo ăn ắn ặn âm ầm ấm ậm ân ần ấn e è é ẹ eo èo êu ều"
    " i ì í ị ia ìa iêm iếm iện iết inh ình ính o ò ó ọ oa oà oan oàn oi òi ói ôi ồi ối ơi"
    " ời ới u ù ú ụ ua ùa uôn uồn uốn ung ùng úng ư ừ ứ ự ưa ừa ương ường ướng"
)
SYLLABLES = [head + rhyme for head in HEADS.split() for rhyme in RHYMES.split()]
WEIGHTS = [1 / (place + 10) for place in range(len(SYLLABLES))]
CHATTER = 12


def conversation(
    random: Random, story: Story, serial: str, number: int
) -> list[tuple[str, str, str]]:
    """What is said on a case: kind, by whom, words."""
    about = f" Số máy {serial}." if serial and number % 4 == 0 else ""
    rare = f" Hình như {RARE}." if number % ONE_IN == 0 else ""
    lines = [
        ("public", "customer", story.asked + about + rare),
        ("public", "staff", story.answered),
        ("note", "staff", story.noted or story.done),
        ("public", "customer", story.said_again),
        ("public", "staff", story.done),
    ]
    tails = iter(random.choices(SYLLABLES, WEIGHTS, k=CHATTER * len(lines)))
    return [
        (kind, by, f"{words} {' '.join(next(tails) for _ in range(CHATTER))}.")
        for kind, by, words in lines
    ]
