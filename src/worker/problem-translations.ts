/**
 * The sentences of `problem.ts` that a family may read, in the other five languages. The code at the end of an
 * ETS sentence stays as it is: it is what school staff search for.
 */
import type { Language } from "./language.ts";
import type { ProblemCode } from "./problem.ts";

type Sentences = Partial<Record<ProblemCode, string>>;

const es: Sentences = {
  rate_limited: "Hubo demasiadas solicitudes en poco tiempo. Espere un minuto e inténtelo de nuevo.",
  internal: "Algo falló de nuestro lado. Inténtelo de nuevo en unos minutos.",
  storage_unavailable: "El servicio está ocupado. Inténtelo de nuevo en unos minutos.",
  misconfigured: "Este servicio todavía no está configurado por completo. Avise a su escuela.",
  token_missing: "Abra esta página desde el portal de su escuela.",
  token_invalid:
    "El portal de su escuela no pudo confirmar que es usted. Vuelva a iniciar sesión en el portal.",
  token_expired: "Pasó un tiempo sin actividad. Vuelva a cargar la página para ver las cartas.",
  origin_not_allowed:
    "Este sitio web no está autorizado para mostrar cartas. Ábralas desde el portal de su escuela.",
  portal_disabled: "Por ahora, su escuela ha desactivado las cartas de exámenes en este portal.",
  student_not_found:
    "No encontramos a ese estudiante entre los suyos. Si debería aparecer, pregunte en su escuela.",
  letters_withheld: "Las cartas de este estudiante no se muestran aquí. Pídalas en su escuela.",
  not_configured: "Su escuela no ofrece aquí las cartas de exámenes.",
  ETS001:
    "No se pudo establecer conexión con integraciones de terceros. Inténtelo de nuevo en unos minutos. Código de error: ETS001",
  ETS002:
    "No se pudo establecer conexión con integraciones de terceros. Comuníquese con la administración de su escuela. Código de error: ETS002",
  ETS003:
    "Ocurrió un error al intentar establecer conexión con integraciones de terceros. Comuníquese con la administración de su escuela. Código de error: ETS003",
  letter_not_found: "Esta carta ya no está disponible. Regrese a la lista para ver las que hay ahora.",
  letter_link_invalid:
    "Este enlace está incompleto o no es nuestro. Abra la carta otra vez desde el portal de su escuela.",
  letter_link_expired:
    "Los enlaces a las cartas funcionan durante 15 minutos. Abra la carta otra vez desde el portal de su escuela.",
};

const vi: Sentences = {
  rate_limited: "Có quá nhiều yêu cầu trong thời gian ngắn. Vui lòng đợi một phút rồi thử lại.",
  internal: "Đã xảy ra lỗi ở phía chúng tôi. Vui lòng thử lại sau vài phút.",
  storage_unavailable: "Dịch vụ đang bận. Vui lòng thử lại sau vài phút.",
  misconfigured: "Dịch vụ này chưa được thiết lập đầy đủ. Hãy báo cho trường.",
  token_missing: "Hãy mở trang này từ cổng thông tin của trường.",
  token_invalid:
    "Cổng thông tin của trường không xác nhận được quý vị. Hãy đăng nhập lại vào cổng thông tin.",
  token_expired: "Đã lâu không có thao tác. Hãy tải lại trang để xem thư.",
  origin_not_allowed: "Trang web này không được phép hiển thị thư. Hãy mở thư từ cổng thông tin của trường.",
  portal_disabled: "Hiện nhà trường đã tắt phần thư kết quả thi trong cổng thông tin này.",
  student_not_found:
    "Chúng tôi không tìm thấy học sinh này trong danh sách của quý vị. Nếu cần, hãy hỏi trường.",
  letters_withheld: "Thư của học sinh này không được hiển thị ở đây. Hãy hỏi trường.",
  not_configured: "Trường của quý vị không cung cấp thư kết quả thi tại đây.",
  ETS001:
    "Không thể kết nối với dịch vụ tích hợp của bên thứ ba. Vui lòng thử lại sau vài phút. Mã lỗi: ETS001",
  ETS002:
    "Không thể kết nối với dịch vụ tích hợp của bên thứ ba. Vui lòng liên hệ với ban quản trị của trường. Mã lỗi: ETS002",
  ETS003:
    "Đã xảy ra lỗi khi kết nối với dịch vụ tích hợp của bên thứ ba. Vui lòng liên hệ với ban quản trị của trường. Mã lỗi: ETS003",
  letter_not_found: "Thư này không còn nữa. Hãy trở lại danh sách để xem những thư hiện có.",
  letter_link_invalid:
    "Liên kết này không đầy đủ hoặc không phải của chúng tôi. Hãy mở lại thư từ cổng thông tin của trường.",
  letter_link_expired:
    "Liên kết tới thư có hiệu lực trong 15 phút. Hãy mở lại thư từ cổng thông tin của trường.",
};

const fil: Sentences = {
  rate_limited:
    "Masyadong maraming kahilingan sa maikling panahon. Maghintay ng isang minuto, saka subukan ulit.",
  internal: "Nagkaroon ng problema sa aming panig. Subukan ulit pagkalipas ng ilang minuto.",
  storage_unavailable: "Abala ang serbisyo. Subukan ulit pagkalipas ng ilang minuto.",
  misconfigured: "Hindi pa kumpleto ang pagkaka-set up ng serbisyong ito. Ipaalam sa paaralan.",
  token_missing: "Buksan ang pahinang ito mula sa portal ng paaralan.",
  token_invalid: "Hindi makumpirma ng portal ng paaralan na ikaw ito. Mag-sign in muli sa portal.",
  token_expired: "Matagal kang nawala. I-reload ang pahina para makita ulit ang mga liham.",
  origin_not_allowed:
    "Hindi pinapayagan ang website na ito na magpakita ng mga liham. Buksan ang mga ito mula sa portal ng paaralan.",
  portal_disabled: "Pansamantalang pinatay ng paaralan ang mga liham ng pagsusulit sa portal na ito.",
  student_not_found:
    "Wala kaming nakitang ganoong mag-aaral para sa iyo. Kung dapat mayroon, magtanong sa paaralan.",
  letters_withheld:
    "Hindi ipinapakita rito ang mga liham ng mag-aaral na ito. Hingin ang mga ito sa paaralan.",
  not_configured: "Hindi nag-aalok ang paaralan ng mga liham ng pagsusulit dito.",
  ETS001:
    "Hindi makakonekta sa integrasyon ng ikatlong partido. Subukan ulit pagkalipas ng ilang minuto. Error Code: ETS001",
  ETS002:
    "Hindi makakonekta sa integrasyon ng ikatlong partido. Makipag-ugnayan sa administrador ng paaralan. Error Code: ETS002",
  ETS003:
    "Nagkaroon ng error habang kumokonekta sa integrasyon ng ikatlong partido. Makipag-ugnayan sa administrador ng paaralan. Error Code: ETS003",
  letter_not_found: "Wala na ang liham na ito. Bumalik sa listahan para makita ang mga mayroon ngayon.",
  letter_link_invalid:
    "Hindi kumpleto o hindi sa amin ang link na ito. Buksan ulit ang liham mula sa portal ng paaralan.",
  letter_link_expired:
    "Gumagana nang 15 minuto ang mga link sa liham. Buksan ulit ang liham mula sa portal ng paaralan.",
};

const zhHant: Sentences = {
  rate_limited: "短時間內的請求過多。請稍候一分鐘再試。",
  internal: "我們這邊發生了問題。請過幾分鐘再試。",
  storage_unavailable: "服務目前忙碌中。請過幾分鐘再試。",
  misconfigured: "這項服務尚未完成設定。請通知學校。",
  token_missing: "請從學校的入口網站開啟此頁。",
  token_invalid: "學校的入口網站無法確認您的身分。請重新登入入口網站。",
  token_expired: "您離開了一段時間。請重新載入頁面以查看信件。",
  origin_not_allowed: "此網站未獲准顯示信件。請從學校的入口網站開啟。",
  portal_disabled: "學校目前已在此入口網站關閉測驗信件。",
  student_not_found: "我們找不到您的這位學生。如果應該有，請詢問學校。",
  letters_withheld: "這位學生的信件不在此顯示。請向學校索取。",
  not_configured: "您的學校未在此提供測驗信件。",
  ETS001: "無法連線至第三方整合服務。請過幾分鐘再試。錯誤代碼：ETS001",
  ETS002: "無法連線至第三方整合服務。請聯絡學校的管理人員。錯誤代碼：ETS002",
  ETS003: "連線至第三方整合服務時發生錯誤。請聯絡學校的管理人員。錯誤代碼：ETS003",
  letter_not_found: "這封信已不再提供。請返回清單查看目前的信件。",
  letter_link_invalid: "此連結不完整或不是我們的連結。請從學校的入口網站重新開啟信件。",
  letter_link_expired: "信件連結的有效時間為 15 分鐘。請從學校的入口網站重新開啟信件。",
};

const ko: Sentences = {
  rate_limited: "짧은 시간에 요청이 너무 많았습니다. 1분 뒤에 다시 시도해 주세요.",
  internal: "저희 쪽에 문제가 생겼습니다. 몇 분 뒤에 다시 시도해 주세요.",
  storage_unavailable: "서비스가 혼잡합니다. 몇 분 뒤에 다시 시도해 주세요.",
  misconfigured: "이 서비스의 설정이 아직 끝나지 않았습니다. 학교에 알려 주세요.",
  token_missing: "학교 포털에서 이 페이지를 열어 주세요.",
  token_invalid: "학교 포털에서 본인임을 확인하지 못했습니다. 포털에 다시 로그인해 주세요.",
  token_expired: "시간이 꽤 지났습니다. 페이지를 새로 고치면 편지를 다시 볼 수 있습니다.",
  origin_not_allowed: "이 웹사이트는 편지를 표시하도록 설정되어 있지 않습니다. 학교 포털에서 열어 주세요.",
  portal_disabled: "학교에서 현재 이 포털의 시험 결과 편지를 꺼 두었습니다.",
  student_not_found: "해당 학생을 찾지 못했습니다. 있어야 한다면 학교에 문의해 주세요.",
  letters_withheld: "이 학생의 편지는 여기에 표시되지 않습니다. 학교에 문의해 주세요.",
  not_configured: "학교에서 여기에 시험 결과 편지를 제공하지 않습니다.",
  ETS001: "타사 연동 서비스에 연결할 수 없습니다. 몇 분 뒤에 다시 시도해 주세요. 오류 코드: ETS001",
  ETS002: "타사 연동 서비스에 연결할 수 없습니다. 학교 관리자에게 문의해 주세요. 오류 코드: ETS002",
  ETS003:
    "타사 연동 서비스에 연결하는 중에 오류가 발생했습니다. 학교 관리자에게 문의해 주세요. 오류 코드: ETS003",
  letter_not_found: "이 편지는 더 이상 제공되지 않습니다. 목록으로 돌아가 현재 편지를 확인해 주세요.",
  letter_link_invalid: "링크가 불완전하거나 저희 것이 아닙니다. 학교 포털에서 편지를 다시 열어 주세요.",
  letter_link_expired: "편지 링크는 15분 동안 유효합니다. 학교 포털에서 편지를 다시 열어 주세요.",
};

export const TRANSLATED_DETAILS: Partial<Record<Language, Sentences>> = {
  es,
  vi,
  fil,
  "zh-Hant": zhHant,
  ko,
};
