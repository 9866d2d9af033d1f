"""Names: of the sender, in either script and in every usual short form, and of those whom people greet."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.wording import bag, fold
from processor.facts.message import Address
from processor.reading.newtext.late import late

_WORD = late(r"[^\W\d_]+")
_LATIN: Final = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіїєґ", "abvgdeziiklmnoprstufieiieg", strict=True))
    | dict(zip("әғқңөұүһў", "agknouuhu", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)
_ALIKE: Final = (
    (late("shch|sch|tch|tsch|sh"), "s"),
    (late("zh|dzh|j|y"), "i"),
    (late("kh|ch"), "h"),
    (late("ts|tz|cz|c|z"), "z"),
    (late("x"), "ks"),
    (late("w"), "v"),
    (late("ph"), "f"),
    (late("ii+|ie|ei|ia|iu"), "i"),
    (late(r"(.)\1+"), r"\1"),
)
_NOT_NAMES: Final = bag(
    "mail email info office support sales team service admin contact post the via of and from de vendor reply"
)
FIRST_NAMES: Final = bag(
    """
    aaron adam adrian agnes ahmed alan albert alex alexander alexandra alexey ali alice alicia alina amanda amelia amir
    amy ana anastasia andrea andreas andrei andrew andrey andy angela anita anja anke ann anna anne annette anthony
    anton
    antonia antonio arne arthur astrid barbara beate ben benjamin bernd bernhard beth bettina birgit bjoern boris brian
    bruno carina carl carla carlos carmen carol caroline carsten catherine charles charlotte chloe chris christa
    christian
    christiane christina christine christoph christopher claire clara claudia claus colin corinna craig dan dana daniel
    daniela daria dave david denis dennis diana dieter dirk dmitri dmitry dominic dominik doris dorothea dylan
    edward elena
    elisabeth elizabeth elke ella ellen emil emilia emily emma eric erik ethan eva evgeny fabian fatima felix fiona
    florian
    francesca franziska frederik friedrich fritz gabriel gabriele galina gareth gary gavin george georg gerald gerd
    gerhard
    gisela greg gregor gudrun guido guenter gustav hannah hanna hannes hans harald harry heather heidi heike heiko heinz
    helen helena helga helmut hendrik henrik henry herbert holger hugo ian ignacio igor ilona ilya ina ines inga ingo
    ingrid irene irina isabel isabella ivan jack jacob jakob james jamie jan jana jane janet janina jasmin jason
    javier jean
    jennifer jens jeremy jessica jim joachim joana joanna joerg johanna johannes john jonas jonathan jordan jorge jose
    joseph josh joshua juan judith julia julian julie juliane julius jutta kai karen karin karl karla karolina
    karsten kate
    katharina katherine kathrin katja katrin kay keith kelly ken kerstin kevin kim kirsten klaus konstantin kristin
    kristina
    kurt lara larissa lars laura lauren lea lena leon leonard leonie liam lina linda lisa lothar louis louise luca lucas
    lucia lucy luis luisa lukas lukasz lutz lydia magdalena maik maike manfred manuel manuela marc marcel marco marcus
    margaret margarita maria mariana marie marina mario marion marius marta martha martin martina mary mateusz matt
    matthew
    matthias mats max maxim maya megan mehmet melanie melissa mia michael michaela michele michelle miguel mike
    mikhail mila
    milan miriam mohamed mohammed monica monika moritz nadia nadine nadja natalia natalie natasha nathan nele niamh
    nicholas
    nick nico nicola nicolas nicole niklas nikita nikolai nils nina noah nora norbert oksana olaf oleg olga oliver
    olivia
    oscar oskar otto pablo pascal patricia patrick paul paula pauline pavel pedro peggy peter petra phil philip philipp
    pierre piotr priya rachel rafael raj ralf ralph rebecca regina reinhard renate richard rita robert roberto
    robin roger
    roland rolf roman ronald rosa ruben rudolf russell ruslan ruth ryan sabine sally sam samantha samuel sandra
    sanjay sara
    sarah sascha saskia sebastian sergei sergey sharon shirley sigrid silke silvia simon simone sofia sonja sophia
    sophie
    stefan stefanie steffen stephan stephanie stephen steve steven sue susan susanne svenja sven svetlana sylvia tamara
    tanja tanya tara tatiana ted teresa terry thomas theo theresa thorsten tim timo tina tobias toby tom tomas
    tommy toni
    tony torsten tracy udo ulf uli ulrich ulrike ursula ute uwe valentin valentina vanessa vera verena veronika victor
    victoria viktor viktoria vincent vladimir volker walter wendy werner wiebke wilhelm william wolfgang xavier yana
    yasmin yulia yuri yvonne zoe katie kathleen anika annika steffi jule jonny johnny nils ole bastian mara marlene
    александр александра алексей алена алина алиса алла анастасия анатолий андрей анна антон антонина аркадий артем
    артур
    богдан борис вадим валентин валентина валерий валерия василий василиса вера вероника виктор виктория виталий
    владимир
    владислав влад всеволод вячеслав галина геннадий георгий глеб григорий дарья даша денис диана дима дмитрий евгений
    евгения егор екатерина катя елена лена елизавета лиза женя жанна захар зинаида зоя иван игорь илья инна ирина
    ира кирилл
    константин костя кристина ксения лариса лев леонид лидия лилия любовь людмила максим маргарита марина мария
    маша матвей
    михаил миша надежда наталья наталия наташа никита николай коля нина оксана олег олеся ольга оля павел паша петр
    полина
    раиса регина роман руслан светлана света сергей сережа софия софья станислав степан тамара татьяна таня тимофей
    тимур
    ульяна федор эдуард эльвира эмма юлия юля юрий яна ярослав саша леша вова аня настя
    """
)
"""Names that a greeting may hold; those that are also other words (Will, May, Mark, Grant, ...) are not among them."""

TITLES: Final = bag(
    """

    mr mrs ms mx miss dr prof herr frau herrn dipl ing inf kfm kffr betr wirt mag lic phd mba msc bsc beng meng ma ba
    mfa llm llb jd md rn bsn msn dvm cpa cfa fca acca pmp cissp mciob ceng frics mcips cipm esq jr sr med rer nat pol
    oec
    phil jur habil hc oek fh eth tu bw mbb mrcvs bcom mcom cips ccna
    господин госпожа г-н г-жа ктн дтн кэн дэн к д т э н м
    """
)
NICKNAMES: Final = (
    "alexander alexandra alex sasha sascha alexandr lex sandy саша шура", "andrew andrei andrey andreas andy drew",
    "anthony antonio antony tony", "benjamin ben benny", "katherine catherine kathryn kate katie kathy cathy kat",
    "charles charlie chuck", "christopher christian christina christine chris tina kris", "daniel danielle dan danny",
    "david dave", "edward edmund ed eddie ted", "elizabeth elisabeth liz beth lisa betty eliza lizzie",
    "frederick fred",
    "franziska franzi", "gregory greg", "henry harry hank", "james jim jimmy jamie", "jennifer jen jenny",
    "john jack",
    "jonathan jon", "joseph joe josef sepp", "joshua josh", "kenneth ken", "lawrence larry", "leonard len lenny leo",
    "margaret maggie meg peggy", "matthew matt matthias mats", "michael mike mick mikael michi", "nicholas nick nico",
    "patricia pat patty trish", "patrick pat paddy", "peter pete", "philip phil", "rebecca becky",
    "richard rick dick",
    "richard rich", "robert rob bob bobby", "ronald ron", "samuel samantha sam sammy", "stephen steven steve",
    "susan sue susanne susi", "theodore ted theo", "thomas tom tommy", "timothy tim", "victoria vicky", "victor vic",
    "walter walt", "william bill billy will liam", "zachary zach", "wolfgang wolf", "johannes hannes hans", "juergen",
    "maximilian max", "sebastian basti", "ulrich ulrike uli", "katharina kathi kathrin katja", "martina tina",
    "дмитрий дима", "михаил миша", "екатерина катя", "елена лена", "наталья наталия наташа", "ольга оля", "иван ваня",
    "татьяна таня", "мария маша", "анна аня", "анастасия настя", "павел паша", "алексей леша алеша", "сергей сережа",
    "николай коля", "владимир володя вова", "евгений евгения женя", "юлия юля", "ирина ира", "светлана света",
    "константин костя", "виктория вика", "владислав влад", "станислав стас", "антон тоша", "григорий гриша",
    "александр александра саша", "людмила люда", "галина галя", "валентина валя", "роман рома", "петр петя",
    "юрий юра",
    "ярослав слава вячеслав", "максим макс", "артем тема", "надежда надя", "любовь люба", "денис ден", "егор жора",
)  # fmt: skip
"""Names and the short forms that their bearers sign with; a first name among them may be signed by any of its forms."""


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """A name's word as it sounds, so that its spellings in both scripts are alike."""
    parts = unicodedata.normalize("NFD", fold(word))
    bare = "".join(part for part in parts if not unicodedata.combining(part)).translate(_LATIN)
    for pattern, letter in _ALIKE:
        bare = pattern.sub(letter, bare)
    return bare


def words_in(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True, slots=True)
class Signer:
    """What is known of a sender from the From header: the sounds and initials of the name, and the domain."""

    address: str = ""
    domain: str = ""
    sounds: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()

    def is_own(self, word: str) -> bool:
        """Whether the word is one of the sender's names, in either script."""
        return len(word) > 1 and skeleton(word) in self.sounds and not is_dangerous(word)

    def is_initial(self, word: str) -> bool:
        """Whether the word is made of initials of the sender's names."""
        return len(word) <= 3 and all(skeleton(letter)[:1] in self.initials for letter in word) and word != "iv"


@lru_cache(maxsize=1024)
def signer(sender: Address | None) -> Signer:
    """What is known of this sender."""
    if sender is None:
        return Signer()
    local = sender.address.partition("@")[0].partition("+")[0]
    found = [*words_in(sender.name), *words_in(local.replace("_", " "))]
    names = {word for word in found if word not in _NOT_NAMES and word not in TITLES and not is_dangerous(word)}
    short = {other for word in names for forms in NICKNAMES if word in forms.split() for other in forms.split()}
    sounds = frozenset(skeleton(word) for word in names | short if len(word) > 1)
    initials = frozenset(skeleton(word[0])[:1] for word in names)
    return Signer(fold(sender.address), fold(sender.domain), sounds, initials)
