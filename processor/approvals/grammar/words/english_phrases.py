"""What people write in English when they approve. Each phrase is harmless wherever it stands."""

from typing import Final

KINDS: Final = {
    "approval": """
        {who} (have|'ve) [now] (reviewed|checked|read|discussed|gone through) {thing} and (i'm|we're) {glad} to \
            (approve|accept|sign off) [{thing}]
        (i've|we've) [now] (reviewed|checked|read|discussed|gone through|looked at|looked through) {thing} \
            [internally|carefully] and [i|we|i'm|we're] [{gladly}|{glad} to|can] (approve|accept|agree|agree to|\
            agree with) [{thing}]
        {who} [{gladly}] (approve|accept|agree to|agree with) (it|this|{thing}) and (approve|accept|sign off on) (it|\
            this|{thing})
        {who} [{gladly}] (agree to|agree with|accept) [all] [the] (terms|terms and conditions|conditions) and \
            [{gladly}] (approve|accept) [{thing}]
        (on|after|having) (reviewing|review of|reviewed|read|reading|checking) {thing} [,] {who} [{gladly}] (approve|\
            accept) {thing}
        the (whole|entire|) (team|management|board) and (i|we) [{gladly}] (approve|accept) [{thing}]
        order (confirmed|placed) [{onside}]
        {who} [hereby] (place|confirm) (the|our|this) order [as per {thing}|according to {thing}|for {thing}]
        {ours} (approval|acceptance|sign-off|consent|agreement) [for {thing}|of {thing}|to {thing}] [is] [hereby] \
            (given|granted|confirmed)
        {who} [{gladly}] confirm [that] [the|our] (approval|acceptance)
        {who} can confirm [that] {thing} (is|are) {accepted} [{onside}]
        {who} can confirm {ours} (approval|acceptance|agreement) [of {thing}|for {thing}|to {thing}]
        {who} (are|am) (approving|accepting) {thing} [{sent}]
        {accepted} (with thanks|with pleasure|gladly|happily|of course)
        (with pleasure|gladly) {accepted}
        (happily|gladly) (approved|accepted) [{onside}]
        {accepted} [{onside}]
        {accepted} [by us|by me] [{thing}] [{onside}] [{sent}]
        (accepted|agreed) and approved [{thing}] [{onside}]
        approved and (accepted|agreed|signed off|signed) [{thing}] [{onside}]
        (reviewed|checked|read|seen) and (approved|accepted|agreed) [{thing}] [{onside}] [{sent}]
        (consider|deem) (it|this|{thing}) [as] {accepted} [{onside}]
        [please] consider (it|this|that|{thing}) [as] [being] {accepted} [{onside}]
        [please] (consider|take|treat|accept|regard) (this|this email|this mail|this e-mail|this message|this \
            reply) [as] {ours} (approval|acceptance|agreement|confirmation|go-ahead|sign-off|consent) [of {thing}|\
            for {thing}|to {thing}]
        (this|this email|this mail|this e-mail|this message|this reply) (is|serves as|confirms) {ours} (approval|\
            acceptance|agreement|go-ahead|sign-off|consent) [of {thing}|for {thing}|to {thing}]
        this is to confirm [that] {who} [{gladly}] {accept} [to] {thing}
        this is to confirm {ours} (approval|acceptance) [of {thing}]
        {who} [{gladly}] {accept} [{onside}]
        {who} [{gladly}] (approve|accept|agree to|agree with|sign off on|authorise|authorize|endorse) {thing} \
            [{gladly}] [{onside}] [{sent}]
        {who} [{gladly}] (give|grant) [you] {ours} (approval|consent|agreement|acceptance|go-ahead|sign-off) [for \
            {thing}|of {thing}|to {thing}|to proceed]
        {who} [{gladly}] (give|grant) [you] the (go-ahead|green light|sign-off) [for {thing}|on {thing}|to \
            proceed|to {beginning}]
        {who} [do|both|all] [hereby] (approve|accept|agree) [{thing}]
        {who} (am|are|'m|'re) [{gladly}|very] {glad} to [hereby] (approve|accept|sign off on|agree to|agree with|\
            authorise|authorize|confirm {ours} approval of|confirm {ours} acceptance of|give {ours} approval to|\
            give {ours} approval for) {thing} [{onside}]
        {glad} to (approve|accept|sign off|agree|sign this off|sign it off) [{thing}] [{onside}]
        {who} (have|'ve) [now|all|both] [reviewed|checked|read|discussed] [it|this|{det} {noun}|{name}] [and] \
            [{gladly}] {accepted} [{thing}] [{onside}]
        {who} (have|'ve) [now] (reviewed|checked|read|discussed|gone through|been through|looked at|looked \
            through|looked over) [it|this|{thing}] [internally|carefully|with the team|as a team|in detail|today] \
            and [we|i] [{gladly}|now] (approve|accept|agree|agree to|agree with|are happy to approve|am happy to \
            approve|are happy to accept|am happy to accept) [it|this|{thing}]
        {who} (am|are) (in agreement|in full agreement) [with {thing}]
        {who} (am|are) (fine|ok|okay|good|happy) with {thing} and [hereby|we|we hereby|i|i hereby] (approve|\
            accept) [it|this|{thing}]
        i'm {glad} to (approve|accept|sign off on) {thing}
        we're {glad} to (approve|accept|sign off on) {thing}
        i've [now] [reviewed and|checked and|read and] approved {thing}
        we've [now] [reviewed and|checked and|read and] approved {thing}
        i agree [completely|fully] [with {thing}|to {thing}]
        we agree [completely|fully] [with {thing}|to {thing}]
        [all|fully|totally|completely|yes ,] agreed [{onside}]
        {thing} (is|are|has been|is hereby|are hereby|is now|is therefore|is officially|is formally|is fully) \
            {accepted} [{onside}] [{sent}]
        {thing} {accepted} [{onside}] [{sent}]
        {thing} (:|-) {accepted} [{onside}]
        it's (approved|accepted|agreed) [{onside}]
        that's (approved|accepted|agreed) [{onside}]
        (approval|acceptance|sign-off|signoff|consent) [is] [hereby] (granted|given|confirmed) [{onside}] [for {thing}]
        (you have|you've got|you've|you got) {ours} (approval|consent|agreement|sign-off|go-ahead|ok|okay) [for \
            {thing}|on {thing}|to proceed|to {beginning}] [{onside}]
        (you have|you've got|you got) (the|a) (green light|go-ahead|sign-off) [from us|from me] [for {thing}|on \
            {thing}|to proceed|to {beginning}]
        {who} [hereby] confirm (our|my|the|our formal|my formal) (approval|acceptance|agreement|sign-off|consent|\
            order) [of {thing}|for {thing}|to {thing}] [{sent}]
        {who} [hereby] confirm that [we|i] [hereby] (approve|accept|agree to|agree with) {thing} [{sent}]
        {who} [hereby] confirm that {thing} (is|are) (approved|accepted) [{onside}]
        [hereby] (approving|accepting) {thing}
        {who} [hereby] confirm [{det}] {noun} [{name}|{version}] [{sent}]
        (approval|acceptance|decision|answer|status|result) : (approved|accepted|yes , approved|approve)
        i approve
        approve
        please go ahead , approved
        green light [{onside}]
        (a|that's a|it's a) (green light|yes) (from|for) (us|me|our side|my side)
    """,
    "assent": """
        yes [please|indeed|sure|absolutely|definitely|certainly|of course]
        yep
        yeah
        yup
        ok
        okay
        o . k .
        sure [thing]
        certainly
        absolutely
        definitely
        of course
        + 1 [from (me|us)|on this]
        thumbs up [from (me|us|our side|my side)]
        fine
        all right
        alright
        deal
    """,
    "confirm": """
        [{who}] [hereby] confirm
        [hereby] confirmed [{onside}]
        [{who}] [hereby] confirm [{thing}] [{sent}]
        confirmed , {thing}
    """,
    "go": """
        [please|kindly|so please|pls] [do|feel free to] {beginning}
        (you|your team|the team) (may|can|are free to|are welcome to|are good to|should feel free to) [now|\
            therefore|gladly] (go ahead|proceed|start|begin|commence|get started|go|move forward|continue) [with \
            {work}|on {work}] [{planned}] [{soon}]
        (you're|you are|we are|we're) good to (go|start|proceed)
        good to go [{onside}]
        let's (go|go ahead|do it|do this|get started|proceed|start|begin|go for it|move forward|get going|get \
            this started|get it started|get this going|get it done|kick it off|kick this off) [with {work}] \
            [{planned}] [{soon}]
        go ahead [please]
        go [{onside}]
        please (do|do so)
    """,
    "terms": """
        [we|i] (are|am) (fine|ok|okay|good|happy) with [the] (scope|price|timeline|terms|schedule|cost|scope and \
            price|price and timeline|scope , price and timeline|price and scope)
        both [the] (scope and the price|price and the scope|scope and price|price and scope|price and timeline|price \
            and the timeline) are (fine|ok|okay|good|clear|acceptable) [for us|for me|with us|with me|{onside}]
        no (further) (questions|comments|remarks) [{onside}]
        that works [for (us|me)]
        (everything|all of it) is (clear|fine|good|ok|okay|in order) [{onside}|for us|for me]
        [it|this|that|everything|all|{thing}] [all] (looks|sounds|seems|is|are) [all|very|really|absolutely|\
            perfectly|totally] (good|great|fine|perfect|excellent|right|correct|ok|okay|clear|in order|acceptable|\
            well|clear and correct) [{onside}|to us|to me|for us|for me|by us|by me] [now]
        all (good|fine|clear|ok|okay|great|set|in order|correct) [{onside}|here]
        [it|this|that|{thing}] works [well] (for|with) (us|me)
        (fine|ok|okay|good) (for|with|by|from) (us|me|our side|my side)
        lgtm
        no (objections|objection|comments|further comments|further questions|remarks|concerns|issues|changes|\
            changes needed|changes required) [{onside}|here]
        [we|i] have no (objections|objection|comments|further comments|further questions|remarks|concerns|issues)
        [we|i] (are|am) (happy|fine|ok|okay|satisfied|comfortable|good) with (it|this|everything|{thing})
        i'm (happy|fine|ok|okay|satisfied|comfortable|good) with (it|this|everything|{thing})
        we're (happy|fine|ok|okay|satisfied|comfortable|good) with (it|this|everything|{thing})
        [the] (price|pricing|cost|costs|scope|timeline|schedule|terms|terms and conditions|conditions|price and \
            scope|scope and price|price and timeline|scope and timeline|scope , price and timeline|price , scope \
            and timeline|hours) (is|are|looks|look) [all|both] (fine|ok|okay|good|acceptable|clear|reasonable|\
            fair|in order) [{onside}|for us|to us|with us|to me]
        (what we|just what we|exactly what we|exactly what i) (need|needed|wanted|asked for|were looking for)
    """,
    "thanks": """
        [many] (thanks|thank you|thx|ty|thank you all|thanks all|thankyou) [very much|so much|a lot|again|a \
            million|a bunch|kindly|once again|indeed] [to you|{them}] [to you all]
        (thanks|thank you|many thanks|thx|big thanks|thanks a lot|thank you very much|thank you so much|thanks \
            again|thank you again|thanks so much|our thanks) [{them}] [,] for {kindness} [[,] {them}]
        (thanks|thank you|many thanks|thanks a lot) in advance
        (much appreciated|appreciated|greatly appreciated|i appreciate it|we appreciate it|really appreciate it)
        [we|i] [really|very much|greatly] appreciate {kindness}
        cheers [{them}]
    """,
    "pleasantry": """
        please let (us|me) know (when|once) you (can|could|are able to|plan to|expect to|will) (start|begin|get \
            started|schedule it|start the work)
        please let (us|me) know (if you need anything else|if anything else is needed|if you need anything further|\
            if there is anything else you need|should you need anything else) [from (us|me|our side|my side)]
        let (us|me) know (if you need anything else|if anything else is needed|if you need anything further|if there \
            is anything else you need|what you need from us) [from (us|me|our side|my side)]
        please confirm (receipt|the start date|the start|the schedule|the kick-off date)
        please (send|share) [us|me|over] [a|the|your] (project plan|schedule|time plan|timeline|kick-off invitation|\
            invite|calendar invite|order confirmation)
        (thanks|thank you) and (have a nice day|have a good day|have a great day|have a nice weekend|have a great \
            weekend)
        (happy to see|nice to see|good to see|great to see) (this|it) (moving|moving forward|happening|progress)
        (exciting|great|good|excellent) (stuff|times|progress)
        no rush
        many thanks for your (patience|help|support)
        (great|perfect|excellent|wonderful|super|awesome|brilliant|fantastic|lovely|nice|good|very good|very nice|\
            cool|amazing|top|superb|good news|great news|good stuff|great stuff|good idea|happy days)
        [really|very] (good|great|nice|excellent|fantastic|amazing|solid|lovely) (work|job|proposal|offer|one) \
            [{them}|as always|as usual] [on this]
        well done [{them}]
        keep up the good work
        (i|we) (really|very much|)  like (it|the proposal|this|what we see|what i see)
        [have|wish you|wishing you] [a] [very] (nice|great|good|lovely|wonderful|pleasant|relaxing|fantastic) \
            (day|weekend|evening|week|afternoon|morning|one|rest of the week|rest of the day|rest of your day|\
            start to the week|friday|holiday|holidays|time) [ahead|{them}|all]
        enjoy (your|the) (day|weekend|evening|week|holidays)
        [we|i] [are|am] [very much|really|] [look|looking] forward to {awaited}
        [we're|i'm] looking forward to {awaited}
        [we|i] look forward to {awaited}
        [we|i] can't wait [to see it [live|in action]|to get started|to see the results]
        [i|we] hope [that] (you are|you're|all is|this finds you|this email finds you|everyone is|this message \
            finds you) [doing] (well|fine|good)
        hope (all is|you are|you're|this finds you|everyone is) [doing] well
        (sorry|apologies|my apologies|our apologies) for (the|my|our) [slight|small|short|late] (delay|late reply|\
            late response|delayed reply|delayed response|slow reply|slow response|wait)
        sorry for (replying late|the late answer|taking so long)
        [excited|happy|glad|pleased|delighted] to (get started|work with you|be working with you|get going|see \
            this moving|see this move forward|have you on board)
        [we are|we're|i am|i'm] [very] (excited|happy|glad|pleased) [to (get started|work with you|be working \
            with you|see this moving|see this happening)|about this]
        as (requested|asked|required|instructed|you asked)
        as (requested|asked) in your (email|mail|message)
        (hi|hello) again
        (happy to|glad to) (be|work) (on board|with you|together)
        best
        (feel free to|please) (reach out|contact me|contact us|get in touch|call me|call us|let me know|let us \
            know|ping me) (with any questions|for any questions|at any time|anytime)
        please keep (us|me) (posted|informed|updated|in the loop) [on progress|on the progress|about the progress]
        [please] let (us|me) know the next steps
        [please] (send|issue|forward) (us|me|over|) (the|your) (invoice|order confirmation|confirmation) [to \
            {ownmail}] [please]
        [please] send the (invoice|invoices) to {ownmail}
        (you can|you may|please) (invoice us|send the invoice|issue the invoice)
        we look forward to (it|working with you)
    """,
    "reviewed": """
        (the|our) (team|management|board|finance team|technical team) (has|have) (reviewed|checked|read|discussed|\
            seen) (it|this|everything|{thing})
        [{who}|we've|i've] [have] [now] [both|all] (reviewed|checked|read|read through|gone through|been through|\
            looked at|looked over|looked through|discussed|studied|gone over) (it|this|everything|{thing}) \
            [internally|carefully|with the team|as a team|together|in detail|thoroughly]
        [well] (received|reviewed|checked|noted|read|seen) [with thanks]
    """,
    "purchase_order": """
        [the|our|your|with|under|against|please use|please reference|please quote|please note|please note our|\
            please use our|please quote our|please reference our|here is our|here is the|here's our|here's the|\
            reference|ref|ref .|refer to|please refer to|for reference|for your reference|for your records|for \
            invoicing|for the invoice] [:] {po} [is|:|=|-|,] [#|nr] {ponumber} [{poend}]
        please (put|state|quote|mention|add|include|note|use|reference) {po} [:] [#|nr] {ponumber} {poend}
        [the|our] {po} (for this|for it|for this order|for the order|for this one|for your invoice|for invoicing|\
            for the invoice) (is|:) [#|nr] {ponumber}
    """,
    "greeting": """
        {vocative} ,
        (hi|hello|hey|dear|hiya|good morning|good afternoon|good evening|good day|greetings|morning|afternoon|\
            evening|hi there|hello there|hey there|hi again|hello again) [{them}]
        (dear|hi|hello) (sir|madam|sir or madam|sir / madam|sirs|sir or madame|ladies and gentlemen|colleagues|\
            support|support team|support desk|vendor support|customer support|team|all|friends|both|service team|\
            service desk|helpdesk|help desk|sales team|project team|delivery team)
        (ladies and gentlemen|colleagues|team|all|everyone|support|support team|to whom it may concern)
    """,
    "closing": """
        [with] [my|our] [very|] [best|kind|warm|kindest|warmest|many|friendly|good|sincere] regards
        [with] [my|our] (best|kind|warm|kindest|warmest) (wishes|greetings)
        (all the best|all my best|yours sincerely|sincerely|sincerely yours|yours faithfully|yours truly|\
            respectfully|cordially|faithfully yours|yours|best|warmly|rgds|br|kr|bw|brgds|kind rgds|best rgds|\
            take care|cheers|thanks|thank you|many thanks|thx|thanks and regards|thanks & regards|thanks and best \
            regards|thanks & best regards|thank you and best regards|thank you and kind regards|thanks and kind \
            regards|thanks / regards|with thanks|with thanks and regards|with many thanks|talk soon|speak soon|\
            greetings|regards and thanks|have a good one)
        (greetings|best regards|kind regards|regards|all the best) from [sunny|rainy] (berlin|hamburg|munich|\
            london|moscow|vienna|zurich|cologne|frankfurt)
    """,
}
"""The kinds of things that a reply may say, and the phrases of each."""
