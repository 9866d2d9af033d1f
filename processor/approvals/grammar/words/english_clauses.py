"""The chunks of English clauses that decide, for any order; see `clauses`. No chunk conditions, limits or puts \
            off."""

from typing import Final

CHUNKS: Final = {
    "subject": """
        {who}
        we (at|here at) {org}
        {org}
        [the] (management|board|team) of {org}
        all of us
        having (read|reviewed|checked|studied) {thing} [carefully|\
            in detail|\
            together|thoroughly] [,] (i|we)
        {who} [have|'ve] [now|both|all|carefully] (read|reviewed|checked|examined|studied|discussed|gone \
            through|been \
            through) {thing} [carefully|in detail|together|with the team|internally] [,] and [we|i]
        {who} [have|'ve] [now] (read|reviewed|checked|examined|studied|discussed) {thing} [,] and (found|find) \
            (it|the \
            same|everything) (in order|fine|good|correct|acceptable|satisfactory) [,] and [we|i]
        {who} [fully] (agree with|agree to|are fine with|are happy with|are ok with|accept) {termlist} [,] and \
            [we|i] \
            [hereby|therefore]
        (i've|we've) [now|both|all] (read|reviewed|checked|examined|studied|discussed|gone through|been through) \
            {thing} [,] and [we|i]
    """,
    "verb": """
        [do] (approve|accept|agree|agree to|agree with|sign off|sign off on|endorse|authorise|authorize)
        (approves|accepts|agrees|agrees to|agrees with|signs off|signs off on)
        (approved|accepted|agreed|agreed to|signed off|signed off on)
        (are|am|is|'m|'re) [{gladly}|very|more than] {glad} to (approve|accept|sign off|sign off on|agree to|\
            give our \
            approval to|give my approval to|confirm our approval of|confirm our acceptance of|confirm acceptance of)
        [hereby] confirm [our|my|the|its] (approval|acceptance|agreement|agreement to|acceptance of|approval of|\
            approval for|agreement with)
        [hereby] confirms [our|my|the|its] (approval|acceptance|acceptance of|approval of|approval for)
    """,
    "have": "(have|'ve|has)",
    "done": """
        [please] find (our|my) (approval|acceptance) [below|herewith|hereby] [of|for]
        (please|kindly) (consider|treat|take|regard) (it|this|{thing}) as (approved|accepted|agreed)
        [{ours}|our|my] (approval|acceptance|sign-off|agreement) is [hereby] (given|granted|confirmed)
        order (confirmed|placed)
        (approved|accepted|agreed|authorised|authorized|signed off|signed-off|greenlit|okayed) [and (approved|\
            accepted|\
            agreed|signed off|confirmed)]
        (confirmed|reviewed|checked|noted|received|read|seen|tested) (and|&) (approved|accepted|agreed|signed off)
        (approval|acceptance|sign-off|signoff|sign off) (granted|given|confirmed|hereby granted|hereby given)
        [very|more than] {glad} to (approve|accept|sign off|sign off on|agree to)
        (it's|that's|this is|its|thats|it is) [all] [hereby|fully|officially|now] (approved|accepted|agreed|\
            signed off)
        (a|that's a|it's a) (yes|clear yes|definite yes|firm yes|big yes|green light) (from|for|by) (me|us|our side|\
            my side|our end|my end)
    """,
    "take": """
        [a] [big|clear|definite|firm] yes to
    """,
    "aux": "(is|has been|have been|stands|is therefore|are)",
    "thing": """
        {thing}
        (your|the|this|attached|our) {name}
        (the same|the lot|the whole lot|the whole of it|it all|all of it|them all)
        [{det}] {noun} (as per|per|under|on|in|from) [{det}] [form|proposal|offer|quote|request|document|\
            certificate] \
            {docnumber}
        [{det}] {noun} of [{det}] (project|work|works)
        for {thing}
        [{det}] (request|form|certificate|ticket) {docnumber} [[,] {version}]
        (on|regarding|re|ref|reference|concerning) [:] {name}
    """,
    "manner": """
        {gladly}
        {onside}
        {sentone}
        (so|therefore|thus|accordingly|also|all|both|now|with pleasure|with thanks|as it is|and gladly|in \
            writing|as described|as expected|by all of us|by both of us|\
            for implementation|for delivery|for execution|for (start|kick-off)|by the whole team|by our team|by \
            our side)
        by [the] [management of] {org}
        from {org}
        (as per|per|under|in line with|according to|in accordance with|referring to|with reference to) [{det}] (form|\
            proposal|offer|quote|quotation|document|request|certificate|email|e-mail|mail|description) [{name}]
        (as per|per|under|in line with|according to) {name}
        at (the|your) (quoted|stated|offered|proposed|given|named|total|fixed) (price|cost|amount|sum|total|rate|fee)
        (at|for|in|of) [a total of|the price of|the amount of|the sum of|a price of|the total of] {restated}
        (this is|this mail is|this email is|this e-mail is) to (inform|inform you|confirm|let you know|say|advise|\
            notify you|advise you) [that]
    """,
    "polite": "(pls|please|thanks|thank you|cheers|ta|many thanks|sir|madam|team|dear|mate)",
}
"""Categories of chunks, and the phrases of each."""

KINDS: Final = {
    "assent": """
        (yep|yes|yup|ok|okay|sure) [then|mate|sure|please]
        (righto|right then|no worries|sounds good|too easy|all good)
        yes from (us|me|our side|my side)
    """,
    "go": """
        [please] (book us in|pencil us in|put us in the diary|put us on the schedule|sign us up|get us started)
        [please|kindly] (go ahead|proceed|start|begin|carry on) (with|on) {thing}
        [please|so|pls|kindly] (crack on|away you go|off you go|get cracking|get stuck in|make it happen|go \
            for it|make a start|get started|get going|get on with it|full steam ahead|start the work|start work|\
            start working|do it|do the needful|proceed accordingly|proceed with the same|go ahead with the same|\
            book it \
            in|schedule it|plan it in|put it live|switch it on|take it live|do the work|carry on|move ahead|set it up)
        (go ahead|proceed|start|begin|crack on) (with it|with that|with this|with the work|with the job|with \
            all of it|\
            with everything) [{soon}] [please|pls]
        {beginning} (please|pls|thanks|mate|team)
        (happy for you|glad for you|we're happy for you|we are happy for you|i'm happy for you|i am happy for \
            you) to \
            {beginning}
        (you|your team) (may|can) {beginning}
    """,
    "comment": """
        (it|this|that|everything) [all] makes [perfect|total|complete|good] sense [to (me|us)]
        [i|we|i've|we've] [have] [just] (talked|discussed|went|gone) [it|this] (through|over) (in the team|with \
            the team|\
            with my team|with our team|with my colleagues|at our meeting|together|with everyone) [and (everybody|\
            everyone) (is happy|agrees|likes it|is on board|is pleased|is fine with it)]
        [i|we|i've|we've] [have] (showed|shown|passed) it [on] to (my colleagues|the team|my team|our team|\
            everyone|the \
            colleagues) [and (they|everyone|everybody) [all] (like it|likes it|love it|loves it|are happy|is \
            happy|are \
            happy with it)]
        (everyone|everybody|the whole team|we all) [here] (likes|loves|like|love|is happy with|are happy with) \
            (it|this|\
            the proposal|the idea|the solution|the result)
        {matter} (suits|suit|works for|work for|fits|fit) (us|me) [well|fine|perfectly|nicely]
        {termlist} (suits|suit|works for|work for|fits|fit) (us|me|our budget|our plans) [well|fine|perfectly|nicely]
        {matter} (matches|reflects|covers|meets|is) [exactly|just|all] what (we|i) (discussed|talked about|\
            wanted|need|\
            needed|asked for|had in mind|expected)
        (all|everything) (good|fine|clear|in order) (from|on) (the|our) (finance|it|technical|operations|management|\
            purchasing|accounts|sales|warehouse|legal|business|office|hr) (side|end) [too|as well]
        (we|i) (accept|like) {termlist}
        (we|i) (are|am) {glad} (with|about) {termlist}
        [very|really|all|quite] {glad} (with|about) (it|this|everything|that|{thing}|{termlist}|the result|the \
            document)
        [all|it all|everything] (sweet|sorted|tickety boo|hunky dory|shipshape|above board)
        [yep|yes] (it's|its|it is) all (working|good|fine|there|correct|in order|done|clear|running)
        [i|we|i've|we've|i have|we have] [just|now|all|both|also] (read|been|gone|went|looked|checked|skimmed|\
            worked) \
            (through|over) (it|this|everything|the lot|it all|the document|the {noun}|the whole thing|the attachment|\
            your {noun}|all of it|all points) [twice|twice over|again|carefully|closely|thoroughly|in detail|today|\
            this morning|last night|yesterday|together|with the team|with my team|line by line|this afternoon]
        [i|we|i've|we've|i have|we have] [just|now] (read|reviewed|checked|examined|studied) (it|this|the lot|it all|\
            everything|{thing}|your {noun}) [twice|twice over|again|carefully|closely|thoroughly|in detail|\
            today|this \
            morning|yesterday|together|with the team|with my team] [and (found|find) (it|the same|everything|all) \
            (in order|fine|good|correct|acceptable|satisfactory|ok|okay|to be in order|clear)]
        (thats|that's|that is|this is|it's|its|it is) [exactly|just|precisely|all|really|very much] what (we|i) \
            (need|\
            needed|want|wanted|asked for|talked about|discussed|had in mind|were after|are after|was after|agreed|\
            were hoping for|expected|were looking for|was looking for)
        (everything|all|it|what) [in here|in there|in it|in the {noun}|you describe|you wrote|you propose] (is|looks|\
            reads|was) [exactly|just|all] [what|as|like|how] (we|i) (talked about|discussed|need|wanted|asked for|\
            agreed|expected|talked it over|imagined) [on (monday|tuesday|wednesday|thursday|friday)|last week|at our \
            meeting|earlier|before]
        (everything|all) (as|like) (discussed|described|agreed|expected|requested|it should be|promised|planned|we \
            discussed|we talked about|we agreed)
        (we|i) (agree|are in agreement|concur) (with|to|on) {termlist}
        {termlist} (is|are|look|looks|all look|are all|both look) (fine|good|ok|okay|clear|acceptable|agreeable|\
            agreed|in order|reasonable|right|as discussed|as expected|as agreed) [{onside}|with us|for us|to us|with \
            me|for me]
        (with reference to|further to|referring to|in reply to|in response to|regarding|re|reference is made to|\
            thank \
            you for|with regard to|on) [:] [your|the] [trailing|below|attached|recent|last|above] (mail|email|e-mail|\
            message|letter|{noun}) [{name}] [of {date}|dated {date}]
        [{name}] (all good|all fine|all clear|good|fine) (with|by|for|from|on) (us|me|our side|my side|our end|my end)
        [all] (noted|received|well noted|well received) [with thanks|and understood|with many thanks]
        (good|great|nice|lovely|excellent|brilliant|solid|top|fine) (stuff|work|job|one|effort|proposal|write-up|\
            writeup|description|document|result|value|price|idea) [{them}|mate|everyone|as always|as usual|all]
        (say|pass on) (hi|hello|our thanks|my thanks|our regards|my regards|thanks) to (the team|everyone|all|your \
            team|the others|your colleagues|the crew) [from (us|me)]
        saves (us|me) (a lot of|much|plenty of|so much|a good deal of|heaps of) (time|work|trouble|paper|\
            effort|typing)
        [i|we] trust (you are|you're|this finds you|all is) (well|fine|good|in good health)
        (our|the) (team|crew|staff|people|users|colleagues|accountant|boss|foreman|office) (is|are) (happy|pleased|\
            delighted|keen|excited|glad)
        [we|i] (tested|have tested|checked|have checked|tried|have tried|ran through|went through) (everything|\
            it|all \
            of it|it all|all the points|every point|all points|all criteria|all acceptance criteria) [and (it|all|\
            everything) (works|is fine|is good|is in order|passed|works fine|works as expected|works well)]
        (everything|it|all) (works|runs|is working|is running|passed) [here|as it should|as expected|as described|\
            fine|well|perfectly|nicely|great|like a charm|on our side|for us]
    """,
    "thanks": """
        (cheers|ta|thanks|thank you|thx|merci|danke|many thanks|much obliged|thanking you|nice one) [mate|team|guys|\
            folks|all|everyone|everybody|a bunch|heaps|a lot|a million|very much|so much|again|sir|madam|both|\
            lads|pal]
        (thanks|thank you|cheers|many thanks) for (the|your|all the|all your|this|that|getting (this|it) (to|over to|\
            across to) (me|us) so quickly) [{pace}] [and {pace}] [work|quote|proposal|effort|reply|response|\
            description|\
            document|write-up|help|turnaround|patience|explanation|details|offer|summary|service|update|info|\
            walk-through|\
            demo|call|visit]
        (thanks|thank you|cheers) for (getting|sending|putting|turning|sorting) (this|it|that) (to me|to us|over|\
            across|together|out|around|round|to us all) [so] [quickly|fast|promptly|neatly|soon]
        (thanks|thank you|cheers) for (being|staying) (so patient|patient|so quick|so clear|so helpful) [with (us|me)]
    """,
    "pleasantry": """
        (have|enjoy|wishing you) [a|the|your] (good|great|nice|lovely|pleasant|wonderful|fine) (week|day|one|weekend|\
            evening|afternoon|rest of the week|rest of your week|start to the week|summer|holiday|easter|christmas|\
            long weekend)
        (see you|see you soon|talk soon|speak soon|catch you later|all the best|best of luck|good luck|keep it \
            up|keep \
            up the good work|over to you|greetings)
        (looking|look|we look|i look|we're looking|i'm looking) forward to (it|this|that|seeing it|working with \
            you|the \
            result|getting it|the start|getting started|using it|the finished thing|getting (the|our) {told} \
            [{told}] \
            [{told}] [switched (off|on)|done|sorted|running|live])
        (the|your|please send the|please send your) invoice (to the usual address|as usual|to accounts|can follow as \
            usual) [please]
    """,
    "greeting": """
        (gidday|g'day|good day|kia ora|howdy|hiya|hey|hi|hello|morning|afternoon|evening|good morning|good afternoon|\
            dear|respected|namaste|greetings) [dear] [mate|team|sir|madam|sirs|sir or madam|sir / madam|all|\
            folks|guys|\
            everyone|there|support|support team|service desk|helpdesk|help desk|colleagues|friends|both|lads|\
            {known_name} [{known_name}] [team|support|desk]|again]
        (dear|hello|hi) {known_name} [{known_name}] (team|support|desk|help desk|service desk|support team)
    """,
    "purchase_order": """
        [our|the|your|with|under|against|on|please use|please quote|quoting|quote|use|see] [:] (lpo|l . p . o .|\
            po|p . o .|\
            p / o|purchase order|order|work order|job order|local purchase order|requisition|call-off order|customer \
            order) [(number|no|no .|nr|num|#|ref|ref .|reference|code|id) [.]] [is|:|=|-|,] [#|nr] {ponumber} [[,] \
            {poend}]
        [our|the] (purchase order|po|order number|order|lpo|order no|order no .) (is|for this is|is no .) [nr|\
            no .] {ponumber} [[,] please (put|quote|state|mention|show|use|add|include) (it|this|that) (on|in) (the|\
            your|all) (invoice|invoices|bill)]
    """,
    "reference": """
        [our|the|your|internal|please use|please quote|for the invoice] [:] {reftype} [no|no .|number] [is|:|=|\
            -] [#|nr] \
            {ponumber} [[,] {poend}]
        (cost centre|cost center|our ref|our ref .|our reference|job|job number|job no .|project code|budget code|\
            account code|ticket) [no|no .|number] [:|is|-] [#|nr] {ponumber}
    """,
}
"""Phrases to add to the kinds of the language."""

SLOTS: Final = {
    "term": """
        [the|your|this|all the|all] (scope|price|schedule|cost|costs|timeline|terms|conditions|deadline|dates|date|\
            effort|hours|scope of work|delivery date|quoted price|terms and conditions|content|wording|acceptance \
            criteria|criteria|pricing|timing|description|work plan)
    """,
    "termlist": "{term} [(,|and|, and|as well as) {term} [(,|and|, and|as well as) {term} [(and|, and|,) {term}]]]",
}
"""Parts of the chunks and phrases, each usable in those behind it."""
