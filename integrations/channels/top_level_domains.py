"""The endings by which X tells a bare domain ("example.org") from two words that lack a space ("point.Press").

All country codes and the generic endings in wide use. A link that starts with http:// or https:// is known by its
scheme and needs no entry here, unless its host holds letters beyond ASCII.
"""

COUNTRY_CODES = """
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz
    ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo
    fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je
    jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp
    mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py
    qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm
    tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
    پاکستان 中国 中國 香港 台湾 한국 рф срб укр бел қаз мкд бг გე հայ ελ ευ ไทย ایران عراق مصر المغرب السعودية امارات
    भारत
"""

GENERIC = """
    com net org edu gov mil int info biz name pro aero coop museum jobs mobi travel tel cat asia post arpa
    academy agency app art bio blog bot business cafe camp care center charity chat church city clinic cloud club
    coach codes coffee community company consulting cool dance date deals dental design dev diet digital direct
    directory doctor earth education email energy events expert family fans farm fashion film finance fit fitness
    foundation fun fund fyi gallery games garden global gold golf green group guide guru health healthcare help
    homes hospital host house institute international kids kitchen land lat law legal life link live love ltd
    market marketing media medical men moda money movie network news ngo ong one online page partners party
    photo photography photos pics place plus press productions properties pub radio red rehab reisen rent report
    rest restaurant rocks run sale school science services shop site social software solutions space store studio
    style support surf surgery systems team tech technology theater tips today tokyo top tours town toys trade
    training tube university vet video vip vision watch website wedding wiki win wine work works world wtf xyz yoga
    zone berlin hamburg koeln london amsterdam paris nyc wien みんな 公司 网络 москва онлайн сайт орг
"""

KNOWN = frozenset((COUNTRY_CODES + GENERIC).split())
