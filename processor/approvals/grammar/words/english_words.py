"""English words other than nouns that are harmless in any sentence; see `statements`."""

from typing import Final

LEXICON: Final = {
    "function": """
        & - a absolutely accurately across actually again ago all along already also always am an and around as
        aside away beautifully because beside besides between both briefly brilliantly carefully clearly closely
        completely considerably consistently correctly daily directly down downstairs dr during each early easily
        enormously entirely even every everybody everyone everything everywhere exactly externally fast finally fine
        fully gladly greatly happily he her here highly him his hugely i immediately indeed independently inside
        instantly internally it it's its itself lately like live lots many massively me meanwhile mine miss most mr
        mrs ms much my myself nicely noticeably now off offline often one ones online onsite onto our ours ourselves
        out overnight own perfectly personally pm precisely properly quickly quietly quite really recently reliably
        right round separately several she side simply since slowly smoothly so some sometimes straight straightaway
        successfully such that the their theirs them themselves then these they this thoroughly those throughout
        tidily today together tonight's too totally truly twice up upstairs us various very we weekly well where
        which who whole yesterday your yours yourself
    """,
    "with": """
        with
    """,
    "beside": """
        with at in on for to under about of from over through into near via than per
    """,
    "it": """
        it this everything all
    """,
    "copula": """
        is are was were am i'm we're they're he's she's that's it's been became becomes feels feel looks look looked
        sounds sounded reads stays stayed everything's what's there's
    """,
    "has": """
        have has had i've we've they've
    """,
    "present": """
        works work runs run fits fit suits suit matches match helps help saves save covers answers solves reflects
        tie ties balance balances reconcile reconciles loads load updates responds behaves performs loves love likes
        like enjoy enjoys appreciate appreciates know knows trust trusts welcomes deserves praise praises rave raves
        smile smiles improves simplifies speeds eases
    """,
    "past": """
        absorbed activated added admired aided aligned allocated amazed annotated appeared appreciated archived
        arranged arrived assembled assisted astonished attended audited balanced battled become been began begun
        behaved benchmarked booked bookmarked bound boxed breezed briefed brightened brought browsed budgeted built
        calculated called calmed came carried caught celebrated charmed chased chatted checked cheered chugged
        circulated clapped clarified cleaned cleared clicked clocked closed coincided collected comforted compared
        compiled completed computed configured connected constructed consulted consumed converted convinced coped
        copied corresponded counted covered crafted created danced dealt delighted delivered demoed demonstrated
        deployed described designed digested discussed displayed distributed doubled downloaded dragged dreamt drove
        drunk dug earmarked earned eased eaten emailed emerged emptied enabled encouraged enjoyed entered examined
        excelled excited exhibited experienced exported favourited filed filled filmed finished fitted flew
        formatted fought found framed freed functioned gained gathered generated glanced gone grasped greeted grew
        grown had handled hauled heard held helped highlighted hosted hummed hung hunted illustrated imported
        impressed improved inspected inspired installed interviewed introduced invited involved joined juggled
        jumped kept keyed knew known labelled laid laminated landed laughed launched learned learnt lifted lightened
        liked linked listened lived loaded logged looked loved managed mapped matched measured merged messaged met
        migrated motivated mounted nodded noted noticed observed opened operated organised organized packed paired
        participated passed pasted patched performed persuaded perused phoned photographed piloted pinned placed
        played pleased plugged polled popped ported posted praised prepared presented pressed previewed printed
        processed produced proofread published pulled punched pushed put queued quizzed ran rang read realised
        realized reassured rebooted recalled received rechecked recognised recognized reconciled recorded recounted
        refreshed registered relied relieved relished remembered reread reserved responded restarted rested retyped
        reviewed rode rolled rose rummaged run sailed sampled sat saved savoured saw scanned scrolled scrutinised
        scrutinized searched seen sensed set shared shipped shone shortened showed shown simplified skimmed slept
        smelled smiled snapped sold solved sorted sounded spared sped spent spoke spoken squared stamped stapled
        started stayed stood stored streamlined strolled struggled studied succeeded suffered suited summarised
        summarized summed supported surfaced surprised surveyed survived swiped switched synced synchronised
        synchronized tabled tagged taken talked tallied taped tapped tasted taught tested texted thanked thrilled
        ticked tidied tied timed toggled took totalled toured trained transferred transformed translated transposed
        travelled trialed trialled tried triumphed trusted turned underlined unloaded unpacked updated upgraded
        uploaded used validated verified visited walked wandered watched weighed welcomed went wheeled whizzed wired
        witnessed won worked worn wrapped zipped zoomed
    """,
    "doing": """
        accounting archiving auditing baking balancing being billing booking bookkeeping brewing building
        celebrating chatting cheering cleaning closing coming commuting cooking copying counting dancing
        demonstrating doing driving enjoying entering explaining exporting farming fighting filing flying
        functioning grinning growing handling happening helping humming hunting importing improving invoicing
        ironing juggling keeping keying knitting labelling laughing learning living loading logging loving
        maintaining making managing meeting merging moaning moving nodding operating packing painting picking
        plumbing poking posting praising presenting printing processing producing publishing purring queueing
        queuing raving receiving recommending reconciling recording reporting retyping riding roofing rostering
        running sailing saving saying scanning searching selling serving sewing sharing shining shipping showing
        signing simplifying singing smiling sorting speeding streamlining struggling syncing taking talking teaching
        telling thanking thriving touring tracking training traveling travelling typing updating using visiting
        walking washing working writing
    """,
    "adjective": """
        abroad academic accessible accurate ace active administrative advantageous affordable agricultural all
        amazing american analogue annual appreciated appropriate attractive austrian authentic automated automatic
        available aware awesome back basic beautiful beloved beneficial better biannual big biggest bilingual black
        blind blue both brief bright brighter brill brilliant british busiest busy calm calmer canadian careful
        central cheerful chief chinese chuffed civil classic clean cleaner clear clearer clinical close coastal cold
        colourful comfortable commercial common compact competent complete comprehensive confident connected
        considerable consistent content convinced convincing core correct countless crisp crisper curious current
        czech daily dandy danish dark deaf dear decentral deep delicious delighted dental detailed digital diligent
        disabled double downstairs dry dutch each easier east eastern easy economic economical editorial educational
        effective efficient effortless elderly electric electrical electronic elegant english enormous enthusiastic
        entire european every exact excellent exceptional excited external fair familiar fantastic fast faster
        faultless favourite financial fine finished finnish flawless flexible foreign fortnightly fragrant frank
        french fresh frictionless friendly front full gentle genuine german glad global glossy good gorgeous
        grateful great green grey handheld handier handy happier happy heartfelt heavy helpful honest hot hourly
        huge human hydraulic ideal identical immaculate immediate impeccable important impressed impressive indian
        indoor industrial inner installed instant interested interesting internal international intuitive italian
        japanese joint jolly junior keen key kind kinder knowledgeable large largest latest legal legible legitimate
        light lighter lightweight liked little live local logged logical longest loved lovely lower magnificent main
        managerial manual many marvellous marvelous massive maternal matt mechanical medical mobile modern monthly
        motivated multilingual multiple municipal mutual narrow national native neat neater new newest nice nicer
        nightly normal north northern norwegian noticeable numerous offline ok okay old oldest online operational
        orange outdoor outer outstanding overseas painless paper parental paternal patient peachy perfect permanent
        personal pharmaceutical pleased polish polished polite popular portable positive practical precious precise
        present pretty printable printed private productive professional profitable prompt proper proud prouder
        public punctual quarterly quick quicker quiet rapid reachable readable ready real reasonable recent red
        regional regular relaxed reliable relieved remarkable responsible responsive right robust rugged rural
        russian safe safer same satisfactory satisfied seamless searchable seasonal secure senior sensible serious
        settled several sharp sharper shorter shortest significant simple simpler sincere single sleeker slick
        slicker small smallest smart smarter smooth smoother social soft solid sorted sound south southern spanish
        special specific speedier speedy splendid spoken spotless stable standard stationary stoked straightforward
        stronger structural sturdy super superb surgical swedish sweet swell swift swiss tasty technical tender
        terrific thankful thorough thrilled tidier tidy timely top transparent tremendous trilingual triple true
        turkish unanimous understandable up upper upstairs urban usable useful usual valuable various verbal
        veterinary visible vital vivid warm warmer waterproof weekly welcome west western wet white whole wide
        wireless wonderful worthwhile written yearly yellow young youngest
    """,
    "doc": """
        proposal proposals offer offers quote quotation estimate document documents form forms version versions
        release releases
    """,
    "first": """
        first second third fourth
    """,
    "former": """
        old last previous former earlier original
    """,
    "number": """
        two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty eighty
        hundred thousand few couple dozen
    """,
    "day": """
        monday tuesday wednesday thursday friday saturday sunday mondays fridays january february march april june
        july august september october november december yesterday ago earlier last past before after since-not
        spring summer autumn winter easter christmas season year years month months week weeks weekend
    """,
    "asking": """
        add am are ask at book call change charge check come cover did do does file find fit for from get give go
        had has have help hold how include invoice is keep label let load log look make match move open order pack
        pay plan print put read record remove report return run save say schedule see send set ship show sign start
        stop store support take tell test to track train try under use was welcome were what where which who why
        with work
    """,
    "follower": """
        it all everything everyone you our my the they he she yes order please go happy work no nothing i we i'm
        we're it's this that so therefore hence thanks thank many glad approved accepted consider approval
    """,
}
"""Words by part of speech; see `statements`."""
