"""English sentences of companies: decisions in full, what stands against them or not, what was used, what is paid."""

from typing import Final

SLOTS: Final = {
    "sentone": """
        as (set out|laid out|detailed|given|listed|stated|quoted|shown) (below|above|in your (e-mail|mail|email|letter|\
            proposal|offer|quote|quotation|message))
        as (described|proposed|offered|outlined) in your (e-mail|mail|email|letter|message|quotation|estimate)
        of [a total of|in total] {restated}
        (at|for|with) [an effort of|a total effort of] {restated}
    """,
    "signers": """
        (the|our|my|all|all the) (governors|governor|board|council|trustees|partners|directors|director|owners|owner|\
            management|boss|finance team|committee|treasurer|cfo|finance director|managers|managing director|\
            steering group|steering committee|head of finance|headteacher|principal|finance department|controller)
    """,
    "inquiry": """
        (proposal|offer|quote|quotation|estimate|change request|cost estimate|order form|statement of work)
    """,
}
"""Parts to add; a slot that stands elsewhere too has both lines."""

CHUNKS: Final = {
    "subject": """
        (i|we) [can] [hereby|herewith|gladly] confirm that ({who}|{org})
        (i am|i'm|we are|we're) {glad} to (confirm|inform you|tell you|let you know|say|advise) [that] ({who}|{org})
        (this is|this mail is|this email is|this e-mail is) to confirm that ({who}|{org})
        (i|we) have no {naysay} and [hereby|gladly|so|therefore|we|i]
    """,
    "verb": """
        [hereby|herewith|gladly] (orders|approves|accepts|agrees to|authorises|authorizes)
    """,
    "thing": """
        [the] (price|amount|fee|total) [of] {restated}
    """,
}
"""Chunks to add to those of `english_clauses`."""

KINDS: Final = {
    "approval": """
        ({who}|{org}) [hereby|herewith|gladly] (order|orders|commission|commissions|place the order|place our order|\
            places the order|places its order) (according to|as per|per|in accordance with|on the basis of|based on|\
            in line with) (your|the) [attached|above] {inquiry} [{name}] [[,] {sent}]
        (please|kindly) (take|treat|accept|regard|consider) (this|it) [as] (our|my) [formal|written|official] (order|\
            acceptance|approval)
        [yes ,|yes] (please)* {begin} (with|on) [your|the] [{inquiry}|{noun}] {name} [[,] {sent}] [please]
    """,
    "assent": """
        (yep|yes|yup|yeah|aye|ok|okay|sure) [,] (thats|that's|that is|all|its|it's|that all looks|looks|looks all) \
            [all|absolutely|totally|perfectly|just] (fine|good|great|ok|okay|perfect|grand|lovely|spot on|in order)
        (thats|that's|that is|that all looks|that looks|all looks) [all|absolutely|totally|perfectly|just] (fine|good|\
            great|ok|okay|perfect|grand|lovely|in order) [to me|to us|by me|by us|with me|with us|for us|for me]
    """,
    "go": """
        (let's|lets|let us) get (it|this) (booked in|booked|scheduled|started|done|moving|going|in the diary|under way)
        (we're|we are|i'm|i am|you're|you are) good to go (on|with) {name}
    """,
    "terms": """
        {glad} with (everything|all|the lot|what is|what's) [in|of] [{det}|the|your] {inquiry} [{name}]
        {glad} with {matter}
        [a|the|your] (start|delivery|kick-off|installation|launch|switch-over|date|go-live|handover) [date] [on|of|by|\
            for|in] {date} (suits|works|fits|is) [us|me] [well|very well|fine|good|perfect|perfectly|absolutely fine|\
            ok|okay|great] [for (us|me)|with us|with me|too|also|well also|as well]
    """,
    "comment": """
        (went|i went|we went|i have been|we have been|i've been|we've been) (through|over) [{det}|your|all] {deed} \
            [with \
            {people}|with {place} {crowd}|with our {told} {crowd}] [this morning|today|yesterday|this afternoon|last \
            week|last night]
        no {naysay} (from|by) ({people}|me|us|them|him|her|anyone|anybody|any of us|our side|my side|{crowd}) [(and|,|\
            or) (none|nothing|nor) from (me|us|them|our side|my side)]
        (none|nothing) from (me|us|them|our side|my side)
        (i|we) have (no|neither) {naysay} [to (it|this|the (scope|price|{inquiry}))|on (it|this|the (scope|price|\
            {inquiry}))|about (it|this|the (scope|price|{inquiry}))] [from our side|on our side|at all]
        (there are|there were|there is) no {naysay} [to (it|this|the (scope|price|{inquiry}))|on (it|this|the (scope|\
            price|{inquiry}))] [(from|on) (our|my) side|from (us|me|{people})] [at all]
        nothing (is|was|seems) (missing|outstanding|left open|left over|left to do) [from our point of view|from my \
            point of view|in our view|in my view|from our side|on our side|for us|for me|here]
        {signers} (signed off|approved|released|cleared|granted|passed|confirmed|agreed|signed off on|has approved|\
            have approved|have signed off|has signed off|has released|have released) (the|our|this|a) [necessary|full|\
            required|{told}] (budget|money|funds|funding|spend|spending|expense|expenditure|investment) [for (it|this|\
            that|{matter}|{det} project)] [{when}|yesterday|last week|this week|last month]
        (this|it|that|{restated}|the (amount|sum|price)) (is|falls|lies|sits) [well|comfortably] within my [own] \
            (sign-off|signing|approval|spending|signature) (limit|authority|powers|remit) [(so|and|,) (there is|\
            there's) (nobody|no one) else to (wait for|ask)|so (nobody|no one) else (needs|has) to (sign|approve)]
    """,
    "remark": """
        [please] (stick|put|book|place|charge|bill|send) (the|your) (invoice|bill) (on|onto|to|against) (the|our|your) \
            (usual|same|normal|regular) (account|cost centre|cost center|card|address|mailbox) [please|as usual|as \
            always|again]
        [please] (put|charge|book) (it|this) (on|to) the (same|usual) (card|account) [you have on file|as (usual|\
            always|last time|before)]
        [the|your|our] (invoice|invoices|bill|bills) (goes|go|can go|may go|should go|may be sent|can be sent|should \
            be sent|to be sent|please) to ({ownmail}|{goal}|our usual address|the usual address) [as (usual|always|\
            before)|please]
        (invoice|bill) us as (usual|always|before|agreed)
        [please] send [us|me] [the|your] (invoice|bill) [to ({ownmail}|{goal}|the usual address)] [as (usual|always)]
        {thankyou} [{very} much|so much|again] for [the|your|all the] [{pace}|{warm}] [and {pace}] (cooperation|\
            collaboration|work|support|teamwork|partnership) (in|on|during|with|throughout) (this|the|our) (project|\
            matter|case|work|implementation|migration|rollout)
        {thankyou} [again] for (doing|making|handling|carrying out) (the|this|it) [{told}|switch|change|move|work] \
            [on a (sunday|saturday|weekend)|over the weekend|at the weekend|at night|out of hours|after hours]
    """,
    "thanks": """
        {thankyou} [{very} much|so much|again] for (turning|getting|putting|sorting) (this|it|that) (around|round|\
            together|out|over) [so|that|this] (quick|quickly|fast|soon)
        {thankyou} for [the|your] (fast|quick|prompt|good|nice|clear) (offer|proposal|quote|answer|reply|work)
    """,
    "pleasantry": """
        (sorry|apologies|my apologies|excuse me) [again] for [the|my|our] (slow|late|delayed|belated) (reply|response|\
            answer|feedback)
        (sorry|apologies) for the (delay|wait) [in (replying|answering|responding|coming back to you)]
        have a (lovely|great|nice|good) weekend when it comes
    """,
    "purchase_order": """
        (our|the) (order number|po number|po|purchase order|order|purchase order number) [nr|no|no .|#] {ponumber} \
            (may|\
            can|should|is to|will) (go|be put|be quoted|be stated|appear|stand|be shown|be used) (on|onto|in|for) (the|\
            your) (invoice|invoices|bill)
        [please] (put|quote|state|use|add|show) [our] (order number|po number|po|purchase order) [nr|no|no .|#|:] \
            {ponumber} (on|onto|in|for) (the|your) (invoice|invoices|bill)
    """,
    "reference": """
        [our|the] (cost centre|cost center|{reftype}|reference|job number|project number) (for|on) (the|your|this) \
            (invoice|order|job|bill|work) [is|:|=] [#|nr] {ponumber} [- {surname}]
        [our|the] (contract|agreement) [is] (as before|unchanged|the same)
    """,
}
"""Phrases to add to the kinds of the language."""
