"""Names for synthetic people: a family name and a given name, drawn from lists by the town's luck and the citizen's number.

Given names are of one syllable and rare ones of their kind, so that no pair is the name of somebody widely known.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

FAMILY: Final = (
    "Bai", "Cao", "Chang", "Cheng", "Cui", "Dai", "Deng", "Ding", "Dong", "Du", "Duan", "Fan", "Fang", "Feng", "Fu", "Gao",
    "Gong", "Gu", "Guo", "Han", "Hao", "He", "Hou", "Hu", "Huang", "Jia", "Jiang", "Jin", "Kang", "Kong", "Lai", "Lei", "Liang",
    "Liao", "Lin", "Long", "Lu", "Luo", "Ma", "Mao", "Meng", "Mo", "Niu", "Pan", "Peng", "Qian", "Qiao", "Qin", "Qiu", "Ren",
    "Shao", "Shen", "Shi", "Song", "Su", "Sun", "Tan", "Tang", "Tao", "Tian", "Tu", "Wan", "Wei", "Wen", "Wu", "Xia", "Xiang",
    "Xiao", "Xie", "Xu", "Xue", "Yan", "Yang", "Yao", "Ye", "Yin", "Yu", "Yuan", "Zeng", "Zhan", "Zheng", "Zhong", "Zhu", "Zou",
)  # fmt: skip
GIVEN: Final = (
    "Ai", "An", "Bin", "Bo", "Chen", "Chun", "Cong", "Dan", "Die", "E", "Fei", "Gang", "Geng", "Guang", "Hong", "Huai", "Hui",
    "Jie", "Jing", "Jiu", "Juan", "Jun", "Kai", "Ke", "Kun", "Lan", "Lang", "Le", "Li", "Lian", "Ling", "Man", "Mei", "Min",
    "Mu", "Nan", "Ning", "Nuo", "Pei", "Ping", "Qi", "Qing", "Rong", "Rou", "Rui", "Shan", "Shu", "Shui", "Si", "Tai", "Tong",
    "Xin", "Xing", "Xiu", "Xuan", "Ya", "Yao", "Ying", "Yong", "You", "Yue", "Zhe", "Zhen", "Zhi", "Zi", "Miao",
)  # fmt: skip
_KNOWN: Final = frozenset({"Deng Jie", "Fan Bin", "Jin Yong", "Lang Ping", "Lin Dan", "Lu Xun", "Ma Long", "Ma Li", "Sun Li",
                           "Tang Yan", "Wu Jing", "Yang Ying", "Yao Li", "Zhang Jie", "Zhu Ling", "Zhou Xun", "Xie Na",
                           "Zheng Jie", "Peng Shuai", "Hu Jun", "Huang Bo", "Chen Kun"})  # fmt: skip


def name_of(seed: int, citizen: int) -> str:
    """The name of a citizen of the town with that seed; the same whenever it is asked for."""
    for attempt in range(8):
        drawn = blake2b(f"{seed}:{citizen}:{attempt}".encode(), digest_size=8).digest()
        family, given = int.from_bytes(drawn[:4]) % len(FAMILY), int.from_bytes(drawn[4:]) % len(GIVEN)
        name = f"{FAMILY[family]} {GIVEN[given]}"
        if name not in _KNOWN and FAMILY[family] != GIVEN[given]:
            return name
    return f"{FAMILY[0]} {GIVEN[1]}"


def drawn_by_lot(seed: int, people: int) -> int:
    """The number of the citizen whose seat one has who leaves it to the lot."""
    return int.from_bytes(blake2b(f"seat:{seed}".encode(), digest_size=8).digest()) % people
