"""Groups of English words that are harmless together though a word of them may not stand alone; see `statements`."""

from typing import Final

SLOTS: Final = {
    "nicely": """
        (careful|thorough|quick|fast|fine|clear|neat|clean|hard|great|good|tidy|smooth|honest|solid|swift|detailed)
    """,
    "done_work": """
        (respected|kept|met|delivered|finished|completed|explained|answered|listened to|included|prepared|sent|\
            turned \
            round|turned around|sorted|fixed|arranged|organised|organized)
    """,
    "trouble": """
        (issue|issues|problem|problems|error|errors|complaint|complaints|hitch|hitches|glitch|glitches|surprise|\
            surprises|\
            trouble|incident|incidents|interruption|interruptions|crash|crashes|mistake|mistakes|objection|\
            objections|\
            remark|remarks|comment|comments|question|questions|concern|concerns|doubts|discussion|delay|delays|fuss|\
            defect|defects|difference|differences|difficulty|difficulties|downtime|bug|bugs|support call|support \
            calls|\
            wifi|paper|effort|manual work|debate|doubt|reservations|hiccup|hiccups|snag|snags|drama|moaning|waiting|\
            faff|fiddling|bother|hassle|discrepancy|discrepancies|failure|failures|outage|outages)
    """,
    "verbing": """
        (use it|get rid of|be rid of|work with|start|get started|begin|read|hear|learn|know|meet|help|log in|log on|\
            go live|save|\
            be able to (see|use|print|export|find|log in|work)|stop (typing|copying|printing)|tell you|let you know|\
            announce|\
            inform you|note|avoid (confusion|confusions|double work|mistakes)|use|enjoy)
    """,
    "idiom": """
        (have|has|had|'ve|i've|we've|they've|did) not (found|find|seen|see|noticed|notice|had|have|met|observed|come \
            across) (any|a single|one) [further|more|real|major] {trouble} [so far|at all|here]
        (haven't|hasn't|didn't|havent|hasnt|didnt) (found|find|seen|see|noticed|notice|had|have|met|come across) (any|\
            a \
            single|one) [further|more|real|major] {trouble} [so far|at all|here]
        (figures|totals|total|numbers|balances|sums|amounts|counts|entries|they|it all|everything) (agree|agrees|add \
            up|adds up|match|matches|tally|tallies|tie out|ties out|reconcile|reconciles) [exactly|to the penny|to the \
            cent|line by line|with (our|the) (books|ledger|records|list|count|figures|accounts)]
        doing (exactly|just|precisely) what (we|i|they) (asked for|wanted|needed|need|want|expected|hoped for|had in \
            mind)
        (can't|cannot|cant) wait [to (see|use|try|have|get|test) (it|this|them)|for it] [(.|!)]
        (have|has|'ve|they've|we've|i've|were|was) been (asking|waiting|begging|hoping|crying out) for (this|it|that|\
            such a thing|something like this) [for (a|two|three|many|several|some) (year|years|month|months|weeks)|for \
            (ages|years|months|so long|a long time|a while)]
        will save (my|our|the) ({crowd}|boss|wife|assistant|secretary|bookkeeper|accountant) [in (accounts|the office|\
            finance|purchasing|the warehouse|sales)] [about|at least] (a good half hour|half an hour|an hour|a good \
            hour|two hours|hours|a lot of time|a lot of work|time|much work|a lot of typing) [(each|every|a) (morning|\
            day|week|month|evening)]
        looked (through|at|over|into) {matter}
        no {trouble} (needed|necessary|required|there) [here|over here|from us]
        (closing|closed|marking|marked|ticking|ticked) {name} [as (done|complete|finished)] [off]
        one (less|fewer) (thing|job|task|worry|list|item) [to {verbing}|on (my|our) (list|desk|plate)]
        (will|should) (go down|come in|work) (well|handy|nicely|fine) [here|with {crowd}|with the {crowd}]
        stayed late
        (there was|there were|there is|there are|there's|we had|i had|we saw|i saw|we found|i found|we have seen|i \
            have \
            seen|reported|found|saw|had) (no [further|more|major|real] {trouble}|nothing (wrong|strange|odd|missing|\
            to \
            complain about|to add|unusual|amiss)) [at all|so far|whatsoever|here]
        (have|has|had|with|reported|found|having) (nothing (to add|against it|wrong|to complain about|missing)|no \
            {trouble})
        nothing (broke|broken|wrong|strange|is missing|was missing|missing|went wrong|was lost|got lost|lost) [so \
            far|at all]
        (is|are|am|i'm|he's|she's|is away|are away) on (holiday|leave|parental leave|maternity leave|vacation|the \
            road|a \
            business trip|annual leave)
        (i|we|he|she|they) (can|could|was able to|were able to) [now|also|all|both] (see|use|print|export|find|scan|\
            read|open|log in|log on|work with|download|confirm this|check)
        (everybody|everyone|all|{people}|people) (can|could|was able to|were able to) [now|also|all] (see|use|print|\
            export|\
            find|scan|read|open|log in|log on|work with|download)
        (will|'ll|i'll|we'll|they'll|she'll|he'll|is going to|are going to|am going to) (be (glad|happy|pleased|\
            delighted|\
            grateful|thrilled|relieved|over the moon)|love (it|this)|like (it|this)|enjoy (it|this)|thank you|\
            appreciate \
            (it|this)|welcome (it|this)|save us (time|a lot of time|hours|work|a lot of work)|help us|make (life|\
            work) \
            easier)
        (i'll|we'll|i will|we will) be (the|your) [main] contact [person|here|for this]
        (asked for|wanted|needed|waited for|looked for|missed) (exactly|just|precisely) (this|that|such a [{told}]|\
            such an)
        (is|are|was|were|looks|look) (exactly|just|precisely) what (we|i|they) (needed|need|wanted|asked for|\
            discussed|\
            hoped for|had in mind|were looking for|was looking for|talked about|agreed|expected)
        (have|has) given (it|this|their|his|her|the) [formal|full|verbal|internal] (ok|okay|nod|blessing|thumbs up|\
            go-ahead|support|consent|stamp|agreement|backing)
        given (his|her|their) stamp
        (sent|gave|had) [us|me] (kind words|compliments|praise|good feedback|positive feedback|nice messages|\
            thumbs up|a thumbs up|great feedback) [about it|for it]
        (had|took|have had|have taken|has had|has taken) a [good|close|careful|quick|long|brief|proper|final|\
            second] (look|\
            play|read|chat|talk|call|meeting|demo|go|peek) [at (it|this|everything)|with it|through it|about it|\
            around]
        (made|did|ran|had|have done|have made) a [full|final|quick|spot|test|trial|control|sample|short|thorough] \
            (check|\
            test|run|cycle|try|inspection|count|spot check|test run|trial run|walkthrough|dry run)
        (i|we) (ran|run) (this|it) (by|past) [{det}|our|my] [{place}] (team|colleagues|people|crew|{crowd})
        (have|had) [{det}|the] [new|old] {told} [{told}] (open|running|working|live|up|in use)
        (makes|make|made|saves|saved|save|saving|brightens|brightened) (my|our|the team's|everyone's) (day|week|\
            month|life|\
            lives|work) [so|much|a lot|far] [easier|simpler]
        (saves|saved|save|saving|have saved|has saved|have already saved|will save) (us|me|them|everyone|the team|\
            our \
            team) [about|at least|up to] [a lot of|an|much|plenty of|so much|two|three|several|many|hours of|a good \
            deal of|\
            heaps of|loads of|half an] (time|hour|hours|work|typing|paper|minutes|effort|trouble|nerves|phone calls|\
            days)
        (is|was|are) (the best|a great|a good|a big|a huge|a real|a nice) (improvement|step|step forward|success|\
            help|\
            relief|thing|fit|tool|job|start|idea|result|solution|surprise|review i can give|news|one|way|work)
        (i'm|we're|i am|we are|i|we|i've|we've|have|has) [now|just|also|already] (closed|close|closing|marked|\
            marking|mark) \
            (this|it|the (ticket|project|case|task|job|point|item)|{title}|that one|this one) [as (complete|done|\
            finished|\
            closed)] [on (our|my) (end|side|list)]
        (not|no longer|don't|doesn't|didn't|never) [have to|need to|needs to|has to] [be] (type|typing|typed|copy|\
            copied|copying|\
            print|printed|search|searching|wait|waiting) [any more|anymore|by hand|again|twice|things twice]
        (fits|fit) (well|nicely|perfectly) (with|into|in) (our|my|the) (plan|plans|schedule|budget|process|processes|\
            setup|planning|timing|systems)
        (was|were|has been|have been) [also|already|all] (read|reviewed|checked|tested|confirmed|seen|tried|looked \
            at|discussed|\
            examined|verified|looked through) by (us|me|[our|the|all|both|two|three|four|five|several|many] \
            [{place}] [of our] \
            ({crowd}|users|colleagues|drivers|technicians|departments))
        (glad|happy|good|nice|great|pleased|lovely) to see (it|this|that|everything) [live|working|running|moving|\
            done|in place]
        (is|are|was|were|it's|that's|all) [all|now|already] done [and dusted]
        (made|makes|did) (a difference|all the difference|our day|my day|sense|a good impression)
    """,
    "group": """
        {version}
        in (all|for the) (week|day|morning)
        (order|orders) (history|book|list|number|numbers|entry|form|forms|screen|picking|process|processing|desk|\
            status)
        (sales|project|production|site|holiday|work) plan
        {known_name}
        (about|nearly|almost|around|at least) (one|two|three|four|five|six|ten|half) [an|a] (hour|hours|day|days|\
            minutes) [a|per|each|every] [week|day|month]
        (no|without|without an|without any|with no|zero|not a single|without a|without a single|hardly any|not one) \
            [further|\
            more|\
            other|open|major|real|big|single] {trouble} [(or|and|,|nor) [other|further] {trouble}] [at all|so far|\
            yet|\
            whatsoever|any more|anymore|here]
        to {verbing}
        (by hand|by email|by phone|line by line|page by page|point by point|step by step|one by one|side by side|\
            word by \
            word|item by item|for years|for ages|for months|for weeks|for (two|three|four|five|many|some|several) \
            (years|\
            months|weeks)|for a (long time|while|long while)|for so long|as well|at home|at work|at once|at last|\
            at least once|in place|in use|in production|in order|in agreement|in line [with {told}]|on time|on \
            track|on \
            budget|on board [with it|with this|too]|on file|all day|all week|all morning|by now|up and running|to \
            date|in \
            the loop|in the picture|at ease|in favour [of it]|in favor [of it]|over the moon|long overdue|all in \
            all|in \
            general|in total|in full|in detail|in person|in one go|first time|at first (glance|sight)|right first \
            time|\
            of course|in the end|once again|once more|once|twice|in particular|by the way|for the record|\
            for the file|for my file|for our files|for our records|in the books|in the system|in our system|on our \
            side|\
            on my side|on our end|on my end|on this end|from our side|from my side|for us|for me|to us|to me|with us|\
            with it|with this|with that|with them|with everything|about it|about this|thanks to you|thanks to your \
            team|thanks to this|down to the (last|) (penny|cent)|to the penny|to the cent|a lot|lots of|plenty of|so \
            many|so much|as ever|as before|as usual|as always|as planned|as expected|as described|as promised|as \
            agreed|\
            as discussed|as intended|as it should|as they should|like clockwork|like a charm|like described|just as \
            described|just like (described|before)|just fine|a treat|spot on|on the spot|first class|up to date|up \
            to \
            speed|hand in hand|at the same time|in no time|in seconds|in a second|within seconds|on the road|on \
            site|on \
            all (devices|phones|machines|sites|computers|terminals)|on (the|our) (phones|phone|tablets|tablet|floor|\
            terminals|devices|scanners|live system|production system|test system|shop floor|site|website|screens|\
            screen|\
            {told}))
        (twice|three times|ten times|so much|much|far|a lot|way|even) [as] (quick|fast|easy|quicker|faster|easier|\
            simpler|\
            smoother|clearer|nicer|better|tidier|handier) [than (before|the old one|the old (system|way|list|screen)|\
            ever|expected|i expected|we expected|i thought|we thought|i feared)]
        (better|faster|quicker|easier|cheaper|smoother|nicer|clearer|sooner|simpler) than (before|the old one|the \
            old \
            (system|way|list|screen)|ever|expected|i expected|we expected|i thought|we thought|i feared|we feared)
        (rid of|tired of|fed up with) (the|our|these|those|all the|his|her|their) [old|manual|paper|handwritten] \
            (list|\
            lists|way|system|spreadsheet|spreadsheets|paper|papers|forms|typing|copying|excel|excel lists|excel \
            sheets)
        (mr|mrs|ms|miss|dr) [.] {surname} [- {surname}]
        (hall|building|shift|line|leads|block|ward|room|class|site|zone|team|group|dock|bay|floor|plant|store|gate) \
            [on|nr] \
            ({initial} [and {initial}]|{digits} [and {digits}])
        {digits} ({told}|users|devices|phones|scanners|colleagues|people|records|suppliers|orders|sites|stores|\
            invoices|\
            labels|items|customers|cases|articles|documents|pages|times)
    """,
    "dated": """
        late on (monday|tuesday|wednesday|thursday|friday)
        (on|last|this|since|over|during|in|earlier) [the|all] (monday|tuesday|wednesday|thursday|friday|saturday|\
            sunday) \
            [(morning|afternoon|evening|night)]
        (last|this|since last|over the last|during the last|in the last|for the last|in the past|over the past|the \
            past|all|\
            during the|over the|earlier this|early this) (night|week|weeks|month|months|year|years|quarter|spring|\
            summer|autumn|winter|days|weekend|morning|afternoon|day|hours|couple of (days|weeks))
        (today|yesterday|this morning|this afternoon|just now|right now|a (minute|moment|while|week|day|month|few \
            days|\
            few weeks) ago|since (this morning|yesterday|last week|then|friday|monday|tuesday|wednesday|thursday))
        (in|since|back in|last) (january|february|march|april|june|july|august|september|october|november|december)
        (at|in|during|over) [{det}|our|my|a|their|today's|yesterday's|the last] [team|staff|weekly|monthly|friday|\
            monday|\
            tuesday|wednesday|thursday|management|steering|project|morning|board|department|sales|production|daily|\
            regular|internal|joint] (meeting|briefing|standup|stand-up|call|session|round|conference|huddle|workshop|\
            breakfast|lunch|coffee|dinner|break|table|get-together|jour fixe|review|assembly|council)
    """,
    "limit": """
        for (now|the moment|the time being|today|this year|this month|a (day|week|month|year|while)|starters|a \
            start|the start)
        (at|for) the (moment|time being)
        so far
        as (long|far|soon|good) as
        from [a|the|my|our] [technical|commercial|legal|financial|it|business|purchasing] (point|standpoint|\
            perspective|side|view)
        (on|in) (paper|theory|principle|part|parts)
        (as|in) (such|itself)
        up to
        (more|less) (or|than)
        in (case|time)
        (with|under|on) (this|that|the) (condition|understanding|basis|premise|assumption)
    """,
}
"""Groups of words, each harmless in any sentence."""
