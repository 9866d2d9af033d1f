"""The parts of what people write in English when they approve."""

from typing import Final

from models.vocabulary import ApprovalKind

JOINTS: Final = "and so therefore hence"
"""Words that join what is said, and must have something on both sides."""

OBJECTS: Final = {
    ApprovalKind.PROPOSAL: """
        proposal
        offer
        quote
        quotation
        estimate
        cost estimate
        commercial proposal
        commercial offer
        change request
        order
        statement of work
        sow
        document
        change
        cr
        work
        works
        job
        project
        deal
        package
        solution
        request
        ticket
        plan
        order form
        extension
        proposed work
    """,
    ApprovalKind.GO_LIVE: """
        go-live
        golive
        go live
        go-live request
        go-live form
        go-live approval
        go-live date
        launch
        launch date
        production start
        production launch
        document
        form
        start
        release
        rollout
        roll-out
        update
        deployment
        installation
        system
        going live
        start of operation
        start of production
        request
        ticket
        signoff
        sign-off
    """,
    ApprovalKind.COMPLETION: """
        completion
        completion form
        completion certificate
        certificate of completion
        acceptance form
        acceptance certificate
        completion of the (work|works|project|deployment|implementation)
        deployment
        delivery
        deliverables
        implementation
        work
        works
        results
        document
        form
        migration
        project
        job
        ticket
        installation
        configuration
        task
        acceptance
        request
        rollout
        signoff
        sign-off
        handover
    """,
}
"""What is approved, by what was asked."""

FURTHER: Final = {
    ApprovalKind.GO_LIVE: """
        {who} (are|am) ready to go live
        (ready|clear|cleared|good) (to go live|for go-live|for launch)
        go - live (ok|okay|yes) [(from|for|by) (us|me|our side|{own} [{own}])]
        {who} [hereby] (approve|authorise|authorize|confirm) going live
    """,
    ApprovalKind.COMPLETION: """
        confirmed [as] (complete|completed|finished|done) [{onside}]
        {who} [hereby] (confirm|accept) [that] [the|all] (work|works|deployment|implementation|project) (is|are|\
            has been|have been) (complete|completed|finished|done)
        {who} (take|have taken) delivery of [the] (work|works|deliverables)
    """,
}
"""Phrases that approve only where this was asked."""

SLOTS: Final = {
    "version": """
        (version|ver|ver .|v|v .|vers .|revision|rev|rev .) [nr|no|no .|number|#] {digits}
    """,
    "month": """
        (january|february|march|april|may|june|july|august|september|october|november|december)
        (jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec) [.]
    """,
    "day": """
        (monday|tuesday|wednesday|thursday|friday|saturday|sunday) [,]
        (mon|tue|wed|thu|fri|sat|sun) [.] [,]
    """,
    "date": """
        [the] [{day}] {digits} [st|nd|rd|th] [of] {month} [,] [{year}]
        [{day}] {month} {digits} [st|nd|rd|th] [,] [{year}]
        {numericdate}
    """,
    "name": """
        {docnumber} [[,] {version}]
        {version} of {docnumber}
        [nr|no|no .|number|#] {digits} [,] {version}
        (nr|no|no .|number|#) {digits}
    """,
    "restated": """
        {hours} [[and|,|&|at|for] {money}]
        {money} [[and|,|&|for|with] {hours}]
    """,
    "sentone": """
        (at|for|with|in) [the|a|an|your|our] [quoted|stated|proposed|offered|total|fixed|full|net|given|named] \
            (price|\
            sum|amount|cost|total|budget|value|fee|fixed price) of {restated}
        [at|for|with] [a total of|the] {restated}
        (on|to|under|with) (the|these|your|its|all|all the|all its) (terms|conditions|terms and conditions) [(stated|\
            set \
            out|given|described|offered|specified|listed|contained|laid out) [in it|therein|there|below|above|in \
            (the|\
            your) (proposal|offer|quote|document|email|e-mail|mail)]]
        (below|above|as a whole|without any restriction|without restriction|without restrictions)
        exactly as (sent|proposed|described|offered|quoted|written|it is|it stands|stated)
        as (sent|received|attached|is|it is|it stands|it is written|proposed|presented|submitted|offered|quoted|\
            written|described|outlined|provided|specified|stated)
        as (proposed|sent|described|outlined|offered|quoted) [in the (proposal|offer|quote|document|attachment)]
        as (sent|received|submitted|proposed) (on|of) {date}
        as per (your|the) (proposal|offer|quote|quotation|email|mail|e-mail)
        as per {name}
        in full
        in its entirety
        in its current form
        (dated|of|from|sent on|received on) {date}
        you sent [us|me|over] [on {date}]
        sent [to us|to me] [on {date}]
        without (any|further|) (changes|change|comments|reservations|reservation|objections|objection|remarks|\
            conditions|corrections|amendments|modifications|questions)
        with no (changes|comments|reservations|objections|remarks|conditions|corrections|amendments|modifications|\
            further comments|further questions)
        unconditionally
        unreservedly
    """,
    "sent": "{sentone} [[,] [and] {sentone}]",
    "det": """
        (the|your|this|the attached|the enclosed|the above|the present|attached|the full|the complete|the whole|\
            the entire|your attached)
    """,
    "thing": """
        [{det}] {noun} [{name}|{version}|[,] {name}] [[,] {sent}]
        [{det}] {noun} (,|-|:) {name} [[,] {sent}]
        [{det}] {noun} [{name}|{version}] [for|of|about|on|regarding|:|-|,] [the] {title} [[,] {sent}]
        {name} [,|:|-|for] {title} [[,] {sent}]
        {name} [[,] {sent}]
        {version} [of {det} {noun} [{docnumber}]] [[,] {sent}]
        (it|this|everything|all of it|all of this|all|the above|all points|all items|the whole thing) [[,] {sent}]
        [{det}] terms [and conditions] (of|in|set out in) {det} {noun} [{name}]
        [{det}] {noun} [{name}|{version}] and [all] [of] (its|the) (terms|conditions|terms and conditions)
    """,
    "gladly": """
        (hereby|herewith|gladly|happily|fully|officially|formally|hereby formally|hereby officially|definitely|\
            completely|of course|wholeheartedly|explicitly|expressly)
    """,
    "who": "(we|i|we all|both of us|i personally)",
    "ours": """
        (our|my|my personal|our formal|my formal|our official|my official|our written|my written|our full|my full|\
            our final|my final|full|formal|official)
    """,
    "onside": "(from|on) (our|my) (side|end|part)\nby (us|me)\n(from|for) (me|us)\n(at|on) this end\nfrom here",
    "accept": "(approve|accept|agree to|agree with|sign off|sign off on|authorise|authorize|endorse)",
    "accepted": """
        (approved|accepted|agreed|authorised|authorized|signed off|signed-off|fully approved|hereby approved|\
            formally approved|officially approved|unconditionally approved)
    """,
    "glad": "(happy|glad|pleased|delighted|very happy|very pleased|more than happy)",
    "soon": """
        [right] now
        immediately
        at once
        straight away
        right away
        asap
        as soon as possible
        as soon as you can
        whenever you are ready
        whenever you're ready
        when you are ready
        when you're ready
        when ready
        at your [earliest] convenience
        any time
        anytime
    """,
    "work": """
        (it|this|that|everything)
        [the|your] (work|works|implementation|development|project|setup|set-up|configuration|integration|\
            execution|realisation|realization|next steps|next step|planning|scheduling|delivery|preparation|\
            preparations|kick-off|kickoff|order|proposal|offer|rollout|task|tasks|deployment|go-live|launch|release)
    """,
    "planned": """
        as (planned|proposed|described|outlined|quoted|offered|scheduled|set out|laid out|stated) [in the \
            (proposal|offer|quote)]
    """,
    "begin": """
        (go ahead|proceed|start|begin|commence|go for it|move forward|move ahead|carry on|get started|get going|\
            kick off|kick it off|continue)
    """,
    "beginning": """
        {begin} [with {work}|on {work}] [{planned}] [{soon}]
        (kick off|schedule|arrange|launch|implement|start|begin) {work} [{planned}] [{soon}]
    """,
    "pace": """
        [very] (quick|fast|prompt|swift|speedy|detailed|clear|thorough|great|good|nice|excellent|helpful|friendly|\
            continued|kind|hard|patient|ongoing|comprehensive|constructive)
    """,
    "kindness": """
        turning (this|it|that|things|everything) (around|round) [so] [very] [(quickly|fast|promptly|swiftly)]
        (being|staying) (so|) patient [with us]
        (all|everything) you (do|have done|did) [for us]
        taking care of (this|it|that|everything)
        your (good|great|excellent|hard) work
        the (good|great|excellent|nice|pleasant) (call|meeting|discussion|conversation|chat|talk) [today|yesterday|\
            this morning|earlier]
        explaining (it|this|everything|the details) [so well|so clearly|again]
        [the|your|all the|all your] [{pace}] [and {pace}] (turnaround|proposal|offer|quote|quotation|response|\
            reply|answer|work|update|help|support|effort|efforts|explanation|explanations|call|document|documents|\
            patience|information|info|details|preparation|cooperation|collaboration|time|email|mail|message|\
            follow-up|follow up|reminder|clarification|clarifications|service|estimate|overview|summary|\
            assistance|teamwork|meeting) [and {pace} (work|support|help|response)] [on this|with this|today|so far]
        (sending|preparing|providing|sharing|drafting|writing|forwarding|resending|updating|submitting|completing|\
            finishing|delivering) (it|this|that|[{det}] {noun}|everything|the details) [over|through|across|to us|\
            to me|so quickly|so fast|so promptly|quickly] [on this]
        putting (this|it|that|{det} {noun}) together [so quickly]
        getting (back to us|back to me|this done|this ready|this over to us|it over) [so quickly|so fast|quickly]
        (your|the) (help|support) [with this]
        everything
        this
        that
        it
    """,
    "them": "(all|everyone|everybody|team|guys|folks|both|{vocative})",
    "awaited": """
        (it|this|that|the result|the results|the start|the kick-off|the kickoff|the implementation|the rollout|\
            the delivery|the next steps|the cooperation|the collaboration|our cooperation|our collaboration|the \
            project|the go-live|the new setup|the launch|the outcome|your work|the finished work)
        (working|cooperating|collaborating|continuing to work) (with you|together|with you on this|with your team|\
            with you all)
        (hearing from you|hearing back|hearing back from you|getting started|seeing it live|seeing it in action|\
            seeing the results|seeing the result|seeing this live|your confirmation|next steps|the work starting|\
            a good cooperation|a successful project|a smooth implementation|receiving the invoice)
    """,
    "po": """
        [internal] (po|p . o .|purchase order|po - number|order reference|po reference|purchase order reference) \
            [nr|no|no .|number|num|#|ref|ref .|reference|id] [:|#]
        [our] (order number|order no .|order nr|order reference|purchase no .)
    """,
    "poend": """
        (on|in|for) (the|your|all) (invoice|invoices|bill|billing|invoicing|records|correspondence)
        (applies|for reference|for your reference|for your records|please)
    """,
}
"""Parts of the phrases below, each usable in those behind it."""
