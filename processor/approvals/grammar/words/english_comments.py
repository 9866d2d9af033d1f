"""What people write in English beside an approval: praise, thanks, what they did, what we may do next.

Each sentence is a frame whose places hold closed lists. No list holds a word that limits, conditions, puts off, denies,
asks or passes on, and a comment approves nothing: it only doesn't stand against what another sentence approves.
"""

from typing import Final

KINDS: Final = {
    "approval": """
        {who} [hereby] confirm [{det}] {noun} [of|for|:] [the] {title} [{sent}]
        {who} (confirm|can confirm|hereby confirm|am writing to confirm|are writing to confirm) [that] {who} (agree \
            to|agree with|accept|approve|are in agreement with|have approved|have accepted) {thing} [and that the \
            (work|works|project|implementation) (may|can) (start|begin|proceed|go ahead)]
        {who} (am|are) writing to (confirm|give|grant) {ours} (approval|acceptance|agreement) [of {thing}|for {thing}|\
            to {thing}]
        {who} (am|are) (pleased|happy|glad|delighted) to confirm [that] [{who}] (accept|approve|agree to|our approval \
            of|our acceptance of|my approval of|my acceptance of) {thing}
        {who} have no [further] {naysay} and [hereby|gladly|happily] (accept|approve) {thing}
        {who} (approve|accept|agree to) {thing} and (agree|agree to|agree with|accept) [all] [of] (the|its|your) \
            (terms|price|scope|conditions|terms and conditions|price and scope|scope and price)
        {who} (formally|hereby|officially|also) (approve|accept) and (authorise|authorize) {thing}
        {who} [{gladly}] (authorise|authorize|instruct) you to (proceed|start|begin|go ahead|carry out the work|start \
            work|begin work|commence work) [with {work}|on {work}|as {as}|in accordance with {thing}|as set out in \
            {thing}]
        please accept this [email|e-mail|mail|message] as {ours} (approval|acceptance|agreement|confirmation|\
            sign-off) [of {thing}|for {thing}|to {thing}]
        {org} [hereby|gladly|formally|herewith] (approves|accepts|agrees to|has approved|has accepted|confirms its \
            acceptance of|confirms its approval of|confirms acceptance of|confirms approval of|is pleased to accept|\
            is happy to accept|is pleased to approve|is happy to approve) {thing}
        (approval|acceptance|sign-off|sign off) (of|for) {thing} [is] [hereby] (given|granted|confirmed)
        (formal|full|official|written) (approval|acceptance) [is] [hereby] (given|granted|confirmed)
        {thing} (gets|has|have) {ours} (approval|sign-off|go-ahead|full approval|agreement)
        {thing} (meets|meet) with {ours} (approval|agreement)
        (you have|you've got|you've|you now have) {ours} (approval|consent|agreement|sign-off|go-ahead|green light) \
            (for|on) (this|it|the work|the works|the project|{thing})
        (a|that's a|this is a|it's a) [clear|big|full|firm|definite|resounding] yes to {thing}
        (consider|count) {thing} (approved|accepted|signed off|agreed)
        {who} (are|am) (happy|pleased|glad|satisfied) with {thing} and [so|therefore|hereby|i|we] [{gladly}] (approve|\
            accept) [it|this|{thing}]
        (so|therefore|hence) {thing} (is|are) {accepted}
    """,
    "comment": """
        {matter} (is|are|looks|look|sounds|sound|seems|seem|reads|read) {fine} [{onside}|for us|to us|for me|to me|by \
            us|by me|here|with us|with me]
        (looks|sounds|reads|looking) {fine} [{onside}|for us|to us|for me|to me|here]
        (that's|it's|this is) [all] {fine} [{onside}|for us|to us|for me|to me|by us|by me|with us]
        {matter} [{very}] (fits|fit|suits|suit|meets|meet|matches|match|covers|cover|reflects|reflect|answers|answer|\
            addresses|address|fulfils|fulfil|fulfills|fulfill|satisfies|satisfy) [{very}] [all] [of] (our|my|the) \
            (budget|needs|need|requirements|expectations|plans|schedule|understanding|wishes|questions|points|request|\
            purposes|purpose|situation|request|requests|acceptance criteria|criteria|goals) [{very}|well|perfectly]
        {matter} [{very}] (covers|cover|has|have|includes|include|does) [{very}] (everything|all) [that] (we|i) (need|\
            needed|want|wanted|asked for|were looking for|was looking for|hoped for)
        {matter} [is|are|looks like|look like] [{very}] (exactly|just|precisely) what (we|i|{people}) (need|needed|\
            want|wanted|asked for|had asked for|had in mind|were looking for|was looking for|hoped for|were hoping \
            for|imagined|requested|have been looking for)
        {matter} (works|work|worked|runs|run) [{very}] (well|fine|perfectly|great|smoothly|beautifully|as it should|\
            as they should|as expected|as described|as promised|as intended|as required|flawlessly|nicely) [{onside}|\
            for us|for me|here|so far]
        {matter} (makes|make) [{very}] [perfect|total|complete|good] sense [to us|for us|to me]
        {matter} (has|have) (my|our) full support
        [and] {people} (is|are) [all|both|{very}] {glad} [with {matter}|about {matter}|to see {matter}|to hear this|\
            to get started|to start|to go ahead|to proceed]
        [and] {people} [all] (agree|agrees|agreed) [{very}] [with (them|it|this|{matter})|on this|on it]
        [and] {people} [{very}] (like|likes|love|loves|liked|loved|appreciate|appreciates|enjoyed) [{very}] ({matter}|\
            them|what they see|what they saw|the result) [{very} much|a lot]
        [{who}|i've|we've] [have|'ve] [now|just|all|both] {looked} ({matter}|them) [{closely}] [with {people}|with \
            you|among ourselves] [{lately}] [{closely}] [{lately}] [and {matter} (is|are|looks|look) {fine}|and we \
            are {glad}|and we are all {glad}|and we are both {glad}|and (everyone|everybody|{people}) (is|are) {glad}|\
            and (everyone|everybody|{people}) (agrees|agree) [with (them|it|this)]]
        [and] {who} (are|am|'re|'m) [all|both|{very}] {glad} [with {matter}|about {matter}|to get started|to start|to \
            go ahead|to proceed|to see {matter}|to move forward|to continue|to work with you]
        [and] (we're|i'm|we are|i am) [all|both|{very}] {glad} [with {matter}|about {matter}|to get started|to start|\
            to go ahead|to proceed|to move forward|to continue|to work with you] [on this]
        [{who}] [have|has] no [further|more|other|additional] {naysay} [{onside}|on this|here|left]
        no [further|more|other|additional] {naysay} [{onside}|on this|here|left|needed|required|necessary|are needed|\
            are required]
        [there is|there's|i have|we have|have] nothing [else|more|further] to add [{onside}]
        nothing [else|more|further] [to add] from (me|us|our side|my side)
        [i|we|i'm|we're|we are|i am|am|are] [all|already|{very}|very much] [look|looking] forward to [finally] \
            {ahead} [and to {ahead}] [with you|together]
        (can't|cannot) wait to (get started|see it|see it live|use it|start|see the result|see the results)
        {thankyou} [{very} much|so much|a lot|again] (to you|to you all|to everyone|to everybody|to all|to the team|\
            to your team|to the whole team|to all of you|to everyone involved|to all involved|{them}) [for {kindness}]
        [and] {thankyou} [{very} much|so much|a lot|again|{them}] for ({deal} {matter}|{deal} (our|my|all our|all my|\
            all of our) (questions|wishes|requests|points|comments|needs|feedback|concerns)) [so] [{swift}] [{lately}]
        [and] {thankyou} [{very} much|so much|a lot|again|{them}] for (your|the|this|all the|all your|such a|such) \
            [{very}] [{warm}|{pace}] [and [{very}] ({warm}|{pace})] ({praised}|{deed}) [and (your|the|) [{pace}|\
            {warm}] {praised}] [with this|on this|so far|again|{lately}|once again|here|this time|as always|as usual]
        [{very}] {warm} [and {warm}] ({praised}|proposal|offer|document|solution|plan|approach|price|result|results) \
            [everyone|everybody|all|team|guys|as always|as usual|{them}|from your team|from you|from the team|from \
            your side|again|once again]
        (well done|good job|great job|nice job|nice work|great work|good work|excellent work) [everyone|everybody|all|\
            team|to everyone|to all|to the team|to your team|to everybody|to you all|{them}|on this|again]
        (you|your team|the team|you all|you guys) (did|have done|made|delivered|'ve done) [a|an|{very}] [{very}] \
            {warm} (job|work|proposal|offer|effort|result) [here|on this|again|with this]
        (a pleasure|it was a pleasure|it is a pleasure|it's a pleasure|always a pleasure|great) (working|doing \
            business|to work|to do business) with (you|you all|your team)
        please [do] [go ahead and] (book|reserve|schedule|plan|allocate|block|arrange|organise|organize) [in] (the|\
            your|all the) (hours|work|works|time|slot|capacity|resources|team|kick-off|kickoff|start|start date|\
            implementation|deployment|next steps|project|delivery|rollout|appointment|installation|training) \
            [accordingly|for us|for this|as {as}|with {people}]
        please [do] [go ahead and] (send|issue|submit|forward|address|email|mail|e-mail|raise|make out|share|provide) \
            [us|me|over] (the|your|an|all|any) (invoice|invoices|bill|contract|order confirmation|paperwork|invoice \
            and the contract|documents|next steps|confirmation|project plan|schedule|timeline|details of the start) \
            [to (us|me|{payee})] [as usual|in the usual way|as always|for the full amount|accordingly]
        (you|your team) (can|may) [now|therefore|already|gladly] (invoice|bill|charge) [us|it|this] [for] [the|in] \
            [full] [full amount|amount|work|works|hours|total|whole amount] [as usual|in the usual way|accordingly|\
            straight away|right away|immediately]
        [please] (invoice|bill) (us|it|this) [accordingly|as usual|in the usual way|in full|for the full amount|\
            directly]
        (you|your team) (can|may) [now|therefore|already|gladly] (send|issue|submit|raise) (us|me|over|) (the|your|\
            an) (invoice|bill) [to {payee}] [as usual|in the usual way|for the full amount|straight away|right away]
        (the|your|our) (invoice|invoices|bill) (can|may|should) (go|be sent|be issued|be addressed) to {payee}
        (the|our) (address|e-mail address|email address|e-mail|mail|contact) for [the|your|all] (invoice|invoices|\
            billing|invoicing) is {ownmail}
        (invoice|invoices) [please] to {payee} [please]
        (the|our) (work|works|project|implementation|deployment) (may|can) [now] (start|begin|proceed|go ahead|\
            commence) [{soon}]
        the (work|works|project|implementation|deployment|job) (is|are|has been|have been) [now|all] (complete|\
            completed|finished|done|delivered) [as {as}|to our [full|complete|entire] satisfaction|in full|on time|on \
            time and on budget]
        [everything|all] (has been|was|is) (delivered|done|completed) [as {as}|to our [full|complete|entire] \
            satisfaction|in full|on time]
        (it|this) (was|has been) (well worth it|a good project|a great project|a pleasure|a smooth process|a smooth \
            project|smooth)
        please (quote|state|put|use|mention|reference|include|note|add|show) (it|this|this number|that number|the \
            number|our po|our po number|the po number|the number above|this reference|the reference|our reference|the \
            order number) (on|in|with) (the|your|all|all your|any) (invoice|invoices|bill|correspondence|documents|\
            paperwork)
        (this|that|it) [{very}] helps [us] [a lot|very much|a great deal|our team|{people}|{very}]
        (speak|talk) soon
        (best|kind|warm) (wishes|regards) to (you|your team|the team|everyone|you all|all)
        (glad|happy|pleased|delighted|great|good|nice|lovely) [to see] (we|that we) (found|have found|got|have) (this|\
            a good solution|a solution|such a good solution)
        please (proceed|go ahead|start|begin|commence) (accordingly|as {as}|on this basis|on that basis|with it|with \
            this|with everything|with the order)
        (have|wishing you|wish you|i wish you|we wish you) [a|all a|you a] [very] ({warm}|relaxing|restful|happy|\
            sunny|merry) (day|weekend|evening|week|afternoon|morning|rest of the day|rest of your day|rest of the \
            week|rest of your week|start to the week|start of the week|break|holidays|easter|christmas) [{them}|\
            everyone|everybody|all|ahead|too|as well]
        enjoy (your|the) [{warm}|sunny] (day|weekend|evening|afternoon|morning|rest of the day|rest of your day|rest \
            of your week|holidays|break) [{them}|everyone|everybody|all|too|as well]
        (all|everything) (good|set|fine|clear|perfect|great) (on|from|at) (our|my|this) (side|end) [too|as well]
        (no worries|no problem|all good|all the best|cheers all|cheers everyone|bye|bye for now|thanks a million)
        [it|this] (fits|suits) (us|me|our budget|our plans|our needs) [{very}|very well|well|perfectly]
        (i|we) (trust|know) (you|your team|it is in good hands|this is in good hands) [will do a great job|completely|\
            fully]
        (brief and to the point|short and clear|short and sweet|straight to the point|clear and complete)
    """,
    "reference": """
        [the|our|your|with|under|against|please use|please use our|please quote|please quote our|for reference|for \
            your reference|for your records|for the invoice|for invoicing|for your invoice|for billing] [:] [our|the] \
            {reftype} [for [the|your|this|our] (invoice|invoices|billing|order|records|project|books|invoicing)] [is|\
            :|=|-|,] [#|nr] {ponumber} [[,] {poend}]
    """,
    "purchase_order": """
        [the|our|your] {po} [for [this|it|that|your|the] [order|one|invoice|records|project|work|invoices]] (is|:) [#|\
            nr|po|po -] {ponumber} [{poend}]
        (order|purchase order) (no|no .|nr|number|#|ref|reference) [:] {ponumber} [for (your|the|our|all) (invoice|\
            invoices|records|reference|books|billing)]
        {po} {ponumber} (has been|is|was) (raised|issued|created|generated|placed) [for (this|it|the work|the order|\
            you)] [today]
        (i've|we've|i have|we have) (raised|issued|created|placed) {po} {ponumber} [for (this|it|the work|the order)]
    """,
}
"""Frames to add to the kinds of the language."""
