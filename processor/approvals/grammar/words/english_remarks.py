"""Remarks in English: where the papers go, what the money is, and thanks for something."""

from typing import Final

SLOTS: Final = {
    "mine": "(the|our|my|their|your|this|that|both|all|his|her)",
    "goal": """
        [{mine}] (accounts|accounting|bookkeeping|bookkeeper|accountant|accountants|finance|purchasing|procurement|\
            controlling|payroll|reception|archive|buyer|buyers|assistant|secretary|clerk|clerks|everyone|everybody|\
            crew|\
            accounts payable|ap|purchase ledger|shop floor|colleagues in (accounts|accounting|finance|purchasing|the \
            office)) [team|department|office|colleagues|people|desk|staff|inbox|dept]
        {mine} [{place}] (team|teams|department|colleagues|colleague|staff|users|warehouse|store|stores|file|files|\
            records|office)
    """,
    "when": """
        (today|yesterday|this morning|this afternoon|last night|just now|right away|straight away|already|earlier|\
            earlier \
            today|at once|on (monday|tuesday|wednesday|thursday|friday))
    """,
    "purse": """
        [{mine}|this (year's|quarter's|month's)|the (year's|quarter's)] [it|marketing|department|departmental|\
            project|\
            training|maintenance|operating|annual|investment|shop|software|{told}] budget
    """,
    "nicely": """
        (careful|thorough|quick|fast|fine|clear|neat|clean|hard|great|good|tidy|smooth|honest|solid|swift|detailed)
    """,
    "done_work": """
        (respected|kept|met|delivered|finished|completed|explained|answered|listened to|included|prepared|sent|\
            turned \
            round|turned around|sorted|fixed|arranged|organised|organized)
    """,
}
"""Parts of remarks, each usable in those behind it."""

KINDS: Final = {
    "remark": """
        (a copy|the paperwork|the mail|the email|the document|the order|a print|a printout|one copy|the signed copy|\
            it|\
            this|the number) (has gone|went|has been sent|was sent|is on its way|has been forwarded|was forwarded|is \
            going|goes|has been passed on|was passed on|has been handed on|is) [on] (to|over to|with|in) {goal} [for \
            (their|the|our|your|my) (file|files|records|books|archive|reference|information)] [{when}]
        [{who} [have|'ve|'m|am]|i've|we've|i'm|we're|{people} has] [just|also|already|now] (sent|forwarded|\
            passed|handed|transmitted|given|gave|mailed|emailed|copied|forwarding|passing|sending|copying) [on] (it|\
            this|\
            your (mail|email|message)|the (mail|email|message|document|offer|proposal|paperwork|details)|a copy|\
            everything|{goal}) [on|over] (to|in) [to] [{goal}] [for (their|the|our|your|my) (file|files|records|\
            books|\
            archive|reference|information|invoicing|the invoice)] [{when}]
        [{who} [have]|i've|we've] [just|also|already|now] (informed|notified|told|briefed|put in copy|copied in) \
            {goal} \
            [of the (amount|start|work)|about (it|this)|so they know|accordingly] [{when}]
        {goal} (is|are|have been|has been) [also|already] (in copy|on copy|copied|copied in|informed|in cc|cc'd|in \
            the \
            loop|notified|told) [{when}]
        [the|your|our] (invoice|bill) (goes|can go|should go|may go|comes|can come|to go) to ([the|our] (same|usual) \
            (address|place|mailbox|e-mail|email) [as (always|usual|before|last time)]|{goal}|me|us|head office) [as \
            (always|usual)] [please]
        [{who} [have]|i've|we've] (printed|saved|filed|archived|kept|stored|copied) (it|this|a copy|the document|the \
            mail|everything) (for|in|to|with) [{mine}] [project|office|it|audit] (file|files|records|folder|archive|\
            binder|documents|books|project)
        (so|and|, so) (they|{goal}) (expect|are expecting|know about|are ready for|will look out for) (an|the|your) \
            invoice [of {restated}]
        {goal} (expects|expect|are expecting|is expecting|know about|are ready for|is ready for) (an|the|your) \
            invoice \
            [of {restated}]
        (the|this|that|it|{restated}|the (sum|amount|cost|price|money|total) [of {restated}]) (has been|was|is|has \
            already been|is already) [now] (entered|included|set aside|reserved|covered|provided|earmarked|budgeted|\
            allocated|booked|planned|foreseen) [(in|within|for|by|from) {purse}]
        (it|this|that|{figure}|{restated}|{det} {noun}) (falls|is|sits|fits|stays|comes|lies) [well|comfortably|\
            nicely|\
            easily|just] (within|in|into|inside|under|below) {purse} [[that] [(the|our|my) {people}|we|i|{crowd}|the \
            (board|management|council)] [has|have] (set aside|agreed|reserved|released|gave me|gave us) [for [the|\
            our] \
            (it|this|that|{matter}|{told} [{told}])]]
        {purse} (is|was|has been) [already|now] (there|available|released|in place|set aside|reserved|free|secured|\
            cleared|ready|confirmed|mine) [for (it|this|that|{matter}|[the|our] {told} [{told}])]
        ([the|our] money|the funds|funds|funding) (is|are) [already|all] (there|available|in place|set aside|\
            reserved|secured)
        (we|i) (have|'ve) [got] {purse} [for (it|this|that|{matter})]
        (there is|there's|there are|i see|we see|i found|we found|found) no (problem|problems|issue|issues|objection|\
            objections|error|errors|mistake|mistakes|reason against it|complaints|open points|open items|defects) \
            [here|\
            on our side|at all|in it|with it|from us|left|so far]
        nothing (open|left|missing|outstanding) [on (my|our|the) list|here|on our side|from our side]
        [so] no further (signature|approval|sign-off|paperwork|step|discussion|questions|checks) (is|are) (needed|\
            required|necessary|open) [here|on our side|from us|on our end|from our side]
        {thankyou} [{very} much|so much|a lot|again|also] [{them}] for [the|your|this|that|a|all|all the|all your|\
            such a] \
            [really|very] ({pace}|{warm}|{nicely}|and)* ({praised}|{deed}|{noun}|{version}|estimation|quotation|\
            {told}|\
            {title}|support|detail|care|thought|speed|quickness|efforts|mail|message|form) [and [the|your|all the] \
            ({pace}|{warm}|{nicely})* ({praised}|{deed}|{told})] [(with|on|of|for|in|about|to) ({matter}|this one|\
            {told} \
            [{told}]|all (my|our) questions|(my|our) (questions|request|project))] [{lately}|last (week|month|year)|\
            so \
            far|over the (last|past) (weeks|months)] [{them}]
        {thankyou} [to (you|everyone|all) [and (the|your|all the) team]] for (having {done_work}|{deal}) ({matter}|\
            the \
            date|the deadline|us|me) [{swift}|know]
        (will|i'll|we'll|i will|we will|i've|we've) let {goal} know [{when}|on (monday|tuesday|wednesday|thursday|\
            friday)|\
            (monday|tuesday|wednesday|thursday|friday)|about it]
        please find (our|the) (po|purchase order|order number|po number|purchase order number|order) [number] (below|\
            attached|enclosed|here)
        {thankyou} [{them}] for (letting (us|me) know|keeping (us|me) (informed|posted|up to date|in the loop)|\
            taking the \
            (time|trouble)|your (time|trouble)|everything|all this) [{them}]
        [very|really] {warm} ({praised}) (on|with|in|at) {deal} ({matter}|the [{told}] {told}) [{them}]
    """,
    "pleasantry": """
        (have|wish you|enjoy) a (good|nice|great) (week-end|week end|weekend)
        good (week-end|weekend|week end|evening|night|day) [{them}]
        (apologies|sorry|excuse) [for] (my|the) (short|brief|late) (mail|message|answer|reply|note|english)
        (ship it|working a treat|works a treat|job done|all done|that's all done [then]|happy days|bring it on|top \
            job|\
            roll on|full speed ahead|onwards|onward|looking good|about time|at last|finally|hooray|hurray|\
            yay|wow|phew|bingo|perfect timing|good timing|well deserved|money well spent|cheaper than i feared|worth \
            every penny|a bargain|good price|fair price|fair enough)
    """,
}
"""Remarks: they approve nothing, and don't stand against what another sentence approves."""
