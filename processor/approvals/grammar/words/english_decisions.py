"""Further words of English decisions: what is approved, named as our mail names it, and how people say that it is."""

from typing import Final

SLOTS: Final = {
    "restated": """
        {hours} (/|,|-|:) {money}
        {money} (/|,|-|:) {hours}
        [a] [total|sum] [of|:] {money}
    """,
    "name": """
        {ref} [[,] {version}]
        {version} of {ref}
        (nr|no|no .|number|#|ticket|request|ref|reference|version|release|case|cr|job) [nr|no|no .|number|#] {ref}
    """,
    "sentone": """
        , [in] [total] [of|:] {restated}
        [in] total [of|:] {restated}
        (at|for) [the] (price|amount|sum|total|cost|fee|total price|total amount|figure) [of] {restated}
        (per|as per|in line with|according to) your (proposal|offer|quote|quotation|estimate|mail|email|form)
        (in|on) (production|the production system|our production system|our system|our side)
        in {version}
        as (complete|completed|finished|done|final|received|delivered)
        (to our|to my) [full|complete|entire] satisfaction
        with immediate effect
        with (thanks|many thanks|pleasure|great pleasure|our thanks)
    """,
    "thing": """
        [{det}] {noun} [nr|no|no .|number|#|:] {name} [[,] {sent}]
        [{det}] {noun} (of|for|under|on|with|in) [{det}] [{noun}] {name} [[,] {sent}]
        [{det}] {noun} (of|for|under|on|with|in) [{det}] [{noun}] [{name}] {title} [{name}] [[,] {sent}]
        [{det}] (work|works|project|job|start|launch|release|completion|deployment|rollout|installation|use|\
            migration|\
            go-live|delivery|implementation|acceptance|sign-off|signoff) (of|for|under|on|in|with) [{det}] [{noun}|\
            app|\
            system|portal|software|module|tool|ticket] ({name}|{title}) [[,] {sent}]
        [{det}] (app|system|portal|software|module|tool|update|release|ticket|feature|solution) {name} [[,] {sent}]
        [{det}] {title} [{name}] [[,] {sent}]
        [{det}] {title} (proposal|offer|quote|go-live|launch|release|completion|signoff|sign-off|sign off|work|\
            project|\
            change|job|request) [[,] {sent}]
        [the] {restated}
        (that|this|that one|this one|the same|the whole lot|the attached|the whole package)
    """,
    "figure": """
        (the|your|its) (price|timing|scope|number|cost|costs|amount|figure|figures|date|dates|schedule|timeline|\
            hours|\
            total|sum|rate|terms|deadline|delivery date|effort)
    """,
    "figures": """
        {figure} [(and|,|, and|as well as) ([the|your|its] (price|timing|scope|cost|dates|date|schedule|hours|terms|\
            effort)|{figure})]
    """,
    "named": """
        [{det}] {noun} [nr|no|no .|number|#|:] {name} [[,] {sent}]
        (the|your) (proposal|offer|quote|quotation|proposed work|change request|work as (quoted|proposed|described|\
            offered)|\
            work described) [[,] {sent}]
        [{det}] {title} [{name}] [as (described|proposed|offered|quoted|discussed)] [in your (mail|email|proposal|\
            offer)]
        {name} [[,] {sent}]
    """,
    "ownbody": """
        the (association|company|council|school|board|hospital|trust|charity|firm|university|library|museum|club|\
            college|\
            agency|authority|foundation|municipality|city|group|practice|parish|management|partners|owners|directors|\
            committee)
        (both|all|all the|the two|the three) (partners|owners|directors|managers|of us)
        [the] budget (owner|holder) [me|myself|here]
        our (board|management|company|school|hospital|firm|council|association|partners)
        (the|our) {place} (department|team|office|side|management)
        (the|our) [whole|entire] (steering group|steering committee|executive team|leadership team|management team)
    """,
    "readwell": """
        [a|our|the] [internal|thorough|careful|successful|positive|brief|closer|final|detailed|full] (verification|\
            review|\
            inspection|testing|tests|discussion|consultation|evaluation|examination|reading|checking|consideration|\
            test|\
            acceptance test|trial run) [(by|with|of|in|on|from) [{det}|our|my|all] [{place}] [{told}] [{told}] \
            ({crowd}|\
            {deed}|administration|management|board|partners|it|finance|production|sites|devices|system)]
    """,
}
"""Parts to add; a slot that stands elsewhere too has both lines."""

CHUNKS: Final = {
    "subject": """
        {ownbody}
        (i|we) (write|am writing|are writing) to
        (i|we) can [hereby|gladly|happily]
        (i|we) [all|both] (have|'ve|see|see|found|find) no (objections|objection|objections to it|remarks|comments) \
            [,] and \
            [hereby|gladly|we|i|so|therefore]
        (i've|we've) no (objections|objection|remarks|comments) [,] and [hereby|gladly|we|i|so|therefore]
        (i am|i'm|we are|we're) [hereby|herewith|now]
        (with|by) this [mail|email|e-mail|message|reply|letter] (i|we)
    """,
    "verb": """
        (authorise|authorize|authorising|authorizing|commissioning|ordering)
        [have] decided to (approve|accept|agree to|sign off|place the order for|place the order|order|go ahead with)
        (accepting|approving|signing off|signing off on)
        (validate|ratify|okay|ok|green-light|confirm acceptance of|confirm approval of)
        confirm (our|my|the) [formal|full|final|official] (acceptance|approval|agreement|order|go-ahead|sign-off) \
            [of|for|\
            to|on]
        (give|grant) [you] {ours} [formal] (agreement|approval|consent|acceptance|okay|ok|yes) (for|to|of|on)
    """,
    "take": """
        (order|take|take up|commission|book|buy|place the order for|go for)
        give (our|my) (conformity|consent|blessing|yes) (to|for)
    """,
    "aux": """
        (was|were|got|has now been|is now|is hereby|was today) [reviewed and|discussed and|checked \
            and|presented and|read and|hereby|duly|formally|officially|unanimously|tested and]
    """,
    "done": """
        you have (our|my) [full|formal|official|written] (approval|permission|go-ahead|okay|ok|agreement|consent) \
            to (do|\
            start|begin|carry out|proceed with|go ahead with|implement|execute) [on|with]
        [the|our] decision [from our side|on our side|from us|of the board|of our management] is [clearly|a] \
            (positive|yes|\
            in favour|approved)
        [this is|that is|that's] a (yes|clear yes|definite yes|firm yes|big yes|green light|full yes)
        (that's|it's|this is|so that's|thats) an (approved|accepted|okay|ok|approval) [from (me|us|our side|my side)]
        (complete|completed|finished|done|closed|delivered|in order|checked) and [hereby|now|therefore|fully|\
            herewith] \
            (approved|accepted|signed off)
        {glad} to (approve|accept|sign off|sign off on|agree to|sign|okay) (it|this|that) [off]
        {glad} to (sign|approve|accept) (it|this|that|this one|that one) [off]
        (please|kindly) (take|treat|accept|regard|consider|see) this [mail|email|e-mail|message|reply|letter|note] \
            as (our|my|\
            the|an) [formal|official|binding|written|firm] (order|acceptance|approval|agreement|confirmation|\
            sign-off|\
            go-ahead|yes) [of|for|to]
        (our|my) (order|acceptance|approval) is (hereby|herewith) (placed|given|confirmed)
        [please] (consider|take|regard|count) (this|it) [as] (our|my) [formal|official|full|firm|written] (go-ahead|\
            approval|\
            acceptance|order|sign-off|yes|consent|agreement) [for|of|on|to]
        you have (our|my) [full|formal|official|written] (go-ahead|approval|agreement|acceptance|okay|ok|green light|\
            consent|sign-off|yes|blessing) [for|on|to|of]
        (approve|accept) [the] {noun}
        (approved|accepted|agreed) [and|,] (with thanks|with many thanks)
    """,
    "thing": """
        {name}
        {restated}
    """,
    "manner": """
        (following|upon|based on|having done) {readwell}
        (further to|following|in reply to|in response to|with reference to|referring to|regarding|concerning) (your|\
            the|\
            our) (proposal|offer|quote|quotation|mail|email|letter|form|request|estimate) [of|dated|from] [{name}|\
            {date}]
        (as|in my capacity as|being|in my role as) [the] (budget holder|budget owner|project owner|project lead|\
            owner|\
            managing director|director|head of department|person responsible|project sponsor|sponsor)
        (so|then|today|now|herewith|with this)
        for (production|go-live|launch|release|live use|rollout|implementation|execution|start|use|productive use)
        (at|in|by) (our|the|today's|this morning's|yesterday's) [team|management|board|staff|weekly|steering|\
            department|\
            project|monthly|partners'] (meeting|session|call|committee|round|council) [today|yesterday|this morning|\
            this \
            week|last night|this afternoon]
        with (the present|this) (mail|email|e-mail|message|letter|reply) [,]
        (today|this morning|this afternoon|yesterday) [at|in] [our (meeting|weekly|session)]
        without [any] (discussion|further discussion|reservations|changes|objections)
        with no (changes|objections|reservations)
        (for|by|at) {org}
        by (our|the) (management|board|director|directors|boss|team|partners|owners) [and [by] (me|us|myself)]
        for all [of] our (devices|sites|users|stores|locations|branches|teams|departments|people|shops|offices|\
            schools)
        with (our|my|many|warm|sincere|best) thanks
    """,
}
"""Chunks to add to those of `english_clauses`."""

KINDS: Final = {
    "approval": """
        (you are|you're) approved [to {begin}]
        after {readwell} [,] {who} [{gladly}] (approve|accept|agree to|sign off on|sign off) {thing}
        {who} would like to (inform|notify|advise) you (of|about) (our|my) (acceptance|approval|agreement) [(of|to|\
            for) {thing}]
        {who} would like to (confirm|give you|express|grant) (our|my|the) [formal|full] (acceptance|approval|\
            agreement|order|\
            go-ahead) [(of|to|for) {thing}]
        {who} (would|should) like to (take up|accept|approve) {thing} [and {who} (confirm|place) (the|our) order \
            [for {thing}]]
        {thing} is a (go|yes|deal)
        [please|kindly|so|pls] [do] {begin} (with|on) {named} [{sent}] [{soon}]
        (we'll|i'll) take (it|this|{named})
        [the] (answer|verdict|decision|result|outcome) (from us|from our side|on our side|is|from me) (is|:|-) [a] \
            [clear] \
            (yes|approved|accepted)
        {who} (confirm|can confirm) [that] {thing} (is|are|has been|was) (complete|completed|finished|done) and \
            [that] \
            ({who}|{ownbody}) [hereby] (approve|approves|accept|accepts|sign off|signs off) [it|this|{thing}]
        this [email|mail|message|note] (is|serves as) [our|my|the] [formal|official|written] (confirmation|sign-off|\
            acceptance) \
            that {thing} (has been|is|was) (completed|complete|finished|done|delivered|accepted) [and (may|can) be \
            closed]
    """,
    "assent": """
        [yes ,] (we're|we are|i'm|i am|count us|count me) in
        yes please
        yes from (us|me|here|our side|my side)
        (this|it|that|that's|it's) [is] a (yes|go)
    """,
    "confirm": """
        [i|we] [can] [hereby] (confirm|confirmed)
        [i|we] (confirm|can confirm) [that] [the] (work|works|job|project|{noun}|{title}) [{name}] (is|are|has \
            been) [now|\
            all] (complete|completed|finished|done)
    """,
    "go": """
        (we'd|i'd|we would|i would) like [you] to (go ahead|proceed|start|begin|get started|move forward|move \
            ahead) [with \
            ({work}|{thing})]
        [please|so please|pls|kindly|so|do] {begin} (with|on) {thing} [{soon}]
        (you are|you're) welcome to {begin} [(with|on) {thing}] [{soon}]
        (you|your team) (can|may) [now|gladly|therefore] {begin} [(with|on) {thing}] [{soon}]
        go for it
        [please|so|and] (you can|you may|please) close (it|this|the (ticket|project|job|case)) [now|then]
        [please] (book|schedule|slot|plan|put) (us|it|this|{thing}) in [{soon}]
        {begin} (with|on) {thing}
        (on|off) (you go|we go)
        [please] (let's|lets|let us) (go|go ahead|do it|do this|get it done|get this done|get going|get started|\
            start|proceed|\
            roll|move|get on with it|crack on|make it happen) [with (it|this|{thing})] [then|please]
        please (start|begin|proceed|go ahead|carry on|continue)
    """,
    "terms": """
        {figures} (works|work|suits|suit|(is|are|looks|look|seems|seem) [all|both|very|quite|more than] (fine|good|\
            ok|\
            okay|fair|right|reasonable|acceptable|clear|great|in order|as agreed|as discussed|as expected)) [well] \
            [for \
            (us|me|our (schedule|budget|plans))|to me|to us|with us|with me] [(, and|and) so (does|do|is|are) \
            {figure}]
        (we're|we are|i'm|i am) (happy|fine|good|ok|okay|comfortable) with {figures}
        (happy|fine|good|ok|okay|comfortable) with {figures}
        [that's|thats|it's] (fine|good|ok|okay) (by|with|for) (us|me)
        {glad} with {thing}
        (all|everything) (good|fine|great|ok|okay|perfect|well) (with|for|by|from) (me|us) [here]
        [it|this|that] (is|'s) (ok|okay|fine|good|alright|all right|in order) (for|with|by) (us|me)
    """,
    "addressee": "{known_name} [- san]",
    "greeting": """
        [dear|hello|hi|good morning|good afternoon|good evening|hey] {known_name} - san
        (dear|hi|hello|hey|good morning|good afternoon|good evening|morning|afternoon|evening) (mr|mrs|ms|miss) [.] \
            ({known_name}|{surname})
    """,
    "purchase_order": """
        (it|this|the order|your order) is (registered|recorded|entered|booked|filed|in our system) [in our system|\
            here] \
            (with|under|as) [the|our] [po|order|reference] [number|no|no .|reference] {ponumber}
        [our|the|your|my] (po|p . o .|purchase order|order|requisition|req|order number|po number|purchase order \
            number|\
            order no|order no .|order reference|call-off|purchase requisition|work order) [nr|no|no .|number|#] [for \
            (your|the|this|our) (invoice|invoices|records|order|job|work|project)] [is|:] [#|nr] {ponumber} [refers|\
            applies|covers (it|this)|is (yours|open|ready|raised|attached|in the system|live)|for your (invoice|\
            records)]
        [the|our|a] (po|purchase order|order|requisition|req|purchase requisition) [{ponumber}] (has been|was|is|has \
            been|has now been) [now|already|also|just] (released|raised|issued|created|opened|entered|generated|sent|\
            set up|placed|approved|booked) [today|yesterday|this morning|in sap|in our system|in the system|on our \
            side] \
            [(under|with|as|-|:|,) [the] [number|no|no .|nr|reference|ref] [:|#] {ponumber}]
        (i've|we've|i have|we have|i|we|purchasing has|accounts have) [just|now|also|already] (opened|raised|issued|\
            created|placed|released|set up|booked) [the|a|our] (po|purchase order|order|requisition|req|purchase \
            requisition) [nr|no|no .|number|#] {ponumber} [for (this|it|you|your invoice|the invoice|the work|the \
            job)] \
            [so (your|the) invoice has (somewhere to (land|go)|a home|a number)]
        (please)* (book|charge|bill|invoice|put) (it|this) (to|against|on|under) [our] (po|purchase order|order|cost \
            center|cost centre|project|account|job) [nr|no|no .|number|code|#] {ponumber}
    """,
}
"""Phrases to add to the kinds of the language."""
