"""The parts of what people write in English beside an approval: closed lists without a word that decides."""

from typing import Final

SLOTS: Final = {
    "fineword": """
        (good|great|fine|perfect|excellent|clear|right|correct|reasonable|fair|complete|thorough|helpful|impressive|\
            ok|okay|fantastic|lovely|wonderful|brilliant|amazing|spot on|ideal|nice|solid|convincing|acceptable|in \
            order|detailed|well written|well structured|well explained|well prepared|well thought out|easy to follow|\
            easy to read|easy to understand|as expected|super|professional|neat|comprehensive|transparent|\
            understandable|awesome|satisfactory|to our satisfaction|to our liking|well done|precise|sensible|as it \
            should be|on the mark|appropriate|competitive|attractive|a good fit|a great fit|a perfect fit|a pleasure|\
            a great help|a big help|a great result|good value|great value|great news|good news)
    """,
    "warm": """
        (good|great|excellent|fantastic|lovely|wonderful|brilliant|amazing|super|impressive|nice|solid|perfect|\
            awesome|professional|neat|thorough|helpful|superb|outstanding|fine|convincing)
    """,
    "naysayword": """
        (questions|question|comments|comment|objections|objection|remarks|concerns|reservations|changes|corrections|\
            issues|amendments|additions|points to add|complaints|modifications|adjustments)
    """,
    "naysay": """
        {naysayword} [(or|and|,) [further|more|other] {naysayword} [(, or|, and|or|and|,) {naysayword}]]
    """,
    "reftype": """
        (cost|profit) (center|centre) [code|number|no|no .]
        (gl|budget|project|job|account|accounting|booking|internal|file|case|contract|vendor|supplier|customer|debtor|\
            order|asset|department|internal order) (code|number|no|no .|reference|ref|ref .|id)
        [internal|billing|booking|invoice] (reference|ref|ref .)
        wbs [element|number|code|no|no .]
    """,
    "org": """
        [the] {own} [[-|&] {own}] [[-|&] {own}] [{own}] [(ltd|limited|inc|llc|plc|group|company|council|gmbh|ag|corp|\
            s . a|b . v|llp|kg|sa|bv|oy|ab|aps|srl|pvt . ltd|pvt ltd|pty ltd|co|s . r . l|n . v) [.]]
    """,
    "thankyou": """
        (thanks|thank you|many thanks|big thanks|a big thank you|special thanks|thx|thank you all|thanks all)
        [with] (our|my|sincere|warm|best) thanks
    """,
    "as": """
        (planned|proposed|described|outlined|quoted|offered|scheduled|set out|laid out|stated|specified|suggested)
    """,
    "swift": "(quickly|fast|promptly|swiftly|well|thoroughly|clearly|patiently|carefully|professionally|smoothly)",
    "deal": """
        (including|incorporating|answering|addressing|considering|taking into account|turning (round|around)|turning|\
            preparing|sending|explaining|clarifying|handling|sorting out|sorting|fixing|arranging|listening to|\
            finding a solution for|putting together|delivering|finishing|completing|taking care of|getting)
    """,
    "praised": """
        (work|job|support|help|effort|efforts|turnaround|service|cooperation|collaboration|communication|teamwork|\
            response|reply|answer|explanation|explanations|patience|preparation|advice|time|meeting|conversation|\
            clarification|clarifications|information|consultation|attention|commitment|professionalism|flexibility|\
            dedication|write-up|follow-up|overview|summary|stuff|result|progress|news)
    """,
    "very": """
        (very|really|so|truly|all|absolutely|perfectly|totally|completely|fully|extremely|exactly|indeed|particularly|\
            especially|wonderfully|incredibly)
    """,
    "fine": """
        {very} {fineword}
        {fineword} [and [{very}] {fineword}]
    """,
    "place": """
        [our|the] (warehouse|shop floor|sales|finance|it|technical|operations|production|project|shift|marketing|\
            support|service|purchasing|procurement|logistics|accounts|accounting|engineering|product|design|office|\
            store|customer service|quality|web|digital|data|content|ops|business|local|field|maintenance|hr|training|\
            development|front desk|help desk|editorial|clinical|nursing|admin|administration|depot|plant)
    """,
    "crowd": """
        (team|teams|colleague|colleagues|staff|users|department|departments|manager|managers|lead|leads|engineers|\
            people|crew|leader|leaders|group|operators|side|office|specialist|specialists|expert|experts|planners|\
            coordinators|supervisors|editors|teachers|nurses|drivers|technicians|key users|agents|clerks)
    """,
    "people": """
        (everyone|everybody|we all|all of us|we both|both of us|everyone here|everybody here|all here|they all)
        (our|the|my|all our|all of our|all the|the whole|the entire|our whole|our entire|both our) [{place}] [{told}] \
            {crowd} [and (our|the|my|) [{place}] [{told}] {crowd}] [here]
    """,
    "deed": """
        (proposal|offer|quote|quotation|estimate|document|scope|description|price|pricing|plan|approach|solution|\
            timeline|schedule|terms|budget|hours|effort|breakdown|work|result|results|outcome|criteria|acceptance \
            criteria|deliverables|delivery|functionality|features|system|tool|form|report|reports|interface|update|\
            implementation|scope of work|details|detail|summary|overview|explanation|wording|version|proposed \
            solution|suggested solution|feature|page|dashboard|text|layout|changes|structure|revised version|new \
            version|updated version|revised proposal|updated proposal|final version|design|price and the scope|scope \
            and the price|scope and price|price and scope|{told} [{told}] [{told}])
    """,
    "matter": """
        (it|this|that|everything|all of it|all of this|the whole thing|what you propose|what you have proposed|what \
            you describe|what you sent|all points|all the points)
        [{det}|your|all the|all] {deed} [and [{det}|your] {deed}]
        everything [in (it|there|the (proposal|offer|document))|on your list|on the list|you (describe|propose|listed|\
            described|proposed)]
    """,
    "ahead": """
        (getting started|working with you|working with your team|seeing it|seeing it live|seeing it in action|seeing \
            the result|seeing the results|the start|the result|the results|the launch|the rollout|using it|having it|\
            having this|having this in place|having it in place|using the {told}|having the {told} [{told}]|our \
            cooperation|our collaboration|a great cooperation|the collaboration|working together|the project|the \
            finished (work|product|result|version|{told})|getting this done|getting this going|the new {told} \
            [{told}]|the {told} [{told}]|it|this|starting|a good result|continuing our cooperation)
    """,
    "lately": """
        (today|yesterday|this morning|this afternoon|earlier today|this week|last week|last night|just now|over \
            coffee|over lunch|in our meeting|in our team meeting|in the team meeting|in our weekly meeting|at our \
            meeting)
    """,
    "closely": "(carefully|thoroughly|in detail|internally|together|closely|line by line|point by point|with care)",
    "looked": """
        (reviewed|read|went through|gone through|been through|checked|discussed|looked at|looked over|looked through|\
            studied|tested|tried|went over|gone over|read through|examined|talked through)
    """,
    "payee": """
        (the usual address|our usual address|the usual e-mail address|the usual email address|our accounts department|\
            our accounting department|accounts payable|our accounting team|our finance team|our finance department|\
            our accounts team|our billing address|the billing address|the address on file|{ownmail}|the address below|\
            our bookkeeping|our accounts payable team)
    """,
}
"""Parts of the frames below, each usable in those behind it."""
