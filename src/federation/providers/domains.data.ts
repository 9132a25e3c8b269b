/**
 * Domains at which everybody can have a mailbox: no company's own, so nobody signs people in for them. The big providers
 * of the countries where our customers are; the DNS proof guards against all others.
 */
export const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  (
    "gmail.com googlemail.com outlook.com outlook.jp outlook.kr hotmail.com hotmail.co.jp hotmail.co.kr live.com live.jp " +
    "live.co.kr live.com.tw msn.com yahoo.com yahoo.co.jp ymail.ne.jp ybb.ne.jp yahoo.co.kr yahoo.com.tw yahoo.com.hk " +
    "kimo.com ymail.com rocketmail.com myyahoo.com icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com " +
    "pm.me tutanota.com tuta.io fastmail.com fastmail.fm hey.com zoho.com zohomail.com gmx.com gmx.de gmx.net web.de " +
    "mail.com mail.ru yandex.com yandex.ru qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com " +
    "aliyun.com 139.com naver.com hanmail.net daum.net kakao.com nate.com empas.com korea.com dreamwiz.com lycos.co.kr " +
    "docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp vodafone.ne.jp ymobile.ne.jp rakuten.jp uqmobile.jp " +
    "nifty.com biglobe.ne.jp so-net.ne.jp ocn.ne.jp plala.or.jp excite.co.jp goo.jp infoseek.jp livedoor.com " +
    "hinet.net ms1.hinet.net seed.net.tw pchome.com.tw giga.net.tw xuite.net url.com.tw so-net.net.tw " +
    "comcast.net verizon.net att.net sbcglobal.net btinternet.com orange.fr wanadoo.fr free.fr laposte.net t-online.de " +
    "libero.it virgilio.it seznam.cz wp.pl onet.pl mailinator.com guerrillamail.com 10minutemail.com yopmail.com"
  ).split(" "),
);
