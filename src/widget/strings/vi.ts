/** Vietnamese as school districts in California write it to families: "quý vị", "thư" for the letter. */
import { type ListStrings, type MoreStrings, STATE_PAGE_URL } from "./strings.ts";

export const list: ListStrings = {
  language: "vi",
  direction: "ltr",

  title: "Kỳ thi của tiểu bang",
  loading: "Đang tải thư…",
  lettersFor: "Thư của {}: {}",

  chooseChild: "Chọn con",
  grade: "Lớp {}",
  grades: { PK: "Mầm non", TK: "Tiền mẫu giáo", KN: "Mẫu giáo" },
  schoolYear: "Năm học {}",
  allYears: "Tất cả năm học",
  allTests: "Tất cả bài thi",

  chooseLanguage: "Ngôn ngữ của thư",
  view: "Xem thư",
  download: "Tải xuống",
  readPage: "Đọc dưới dạng trang web",
  watchVideo: "Xem video",
  opensNewTab: "mở trong thẻ mới",
  whatIsThis: "Thư này là gì?",

  offline: "Quý vị đang ngoại tuyến. Có thể mở thư khi có mạng trở lại.",
  tryAgain: "Thử lại",
  network: ["Chúng tôi không tải được thư.", "Kết nối có thể bị gián đoạn. Hãy kiểm tra mạng rồi thử lại."],
};

export const more: MoreStrings = {
  slow: "Việc này lâu hơn bình thường. Quý vị có thể đợi ở đây hoặc trở lại sau.",
  noLetters: "Chưa có thư nào. Thư của mùa xuân này thường đến trong khoảng từ tháng 6 đến tháng 9.",
  noneChosen: "Không có thư của bài thi này trong năm học này.",
  codeForSchool: "Mã để báo cho trường: {}",
  errors: {
    ETS001: [
      "Không thể kết nối với dịch vụ tích hợp của bên thứ ba. Vui lòng thử lại sau vài phút. Mã lỗi: ETS001",
      "Dịch vụ của tiểu bang hiện không trả lời. Tài khoản của quý vị không có vấn đề gì, và thư không bị mất.",
    ],
    ETS002: [
      "Không thể kết nối với dịch vụ tích hợp của bên thứ ba. Vui lòng liên hệ với ban quản trị của trường. Mã lỗi: ETS002",
      "Trường cần gia hạn quyền truy cập dịch vụ của tiểu bang. Tài khoản của quý vị không có vấn đề gì. Hãy báo cho văn phòng trường và đưa mã bên dưới.",
    ],
    ETS003: [
      "Đã xảy ra lỗi khi kết nối với dịch vụ tích hợp của bên thứ ba. Vui lòng liên hệ với ban quản trị của trường. Mã lỗi: ETS003",
      "Tiểu bang chưa nhận ra mã số của học sinh này. Với học sinh mới, việc này mất vài ngày. Nếu đã lâu hơn, hãy báo cho văn phòng trường và đưa mã bên dưới.",
    ],
    token_missing: [
      "Cổng thông tin không cho chúng tôi biết ai đang đăng nhập.",
      "Thư chỉ được hiển thị cho người nhận. Hãy đăng nhập lại vào cổng thông tin rồi trở lại trang này.",
    ],
    token_invalid: [
      "Cổng thông tin không xác nhận được quý vị.",
      "Hãy đăng nhập lại vào cổng thông tin. Nếu thông báo này lại xuất hiện, hãy báo cho văn phòng trường và đưa mã bên dưới.",
    ],
    token_expired: [
      "Đã lâu không có thao tác.",
      "Để bảo vệ sự riêng tư của con quý vị, thư chỉ mở trong thời gian ngắn. Hãy thử lại, hoặc đăng nhập lại vào cổng thông tin.",
    ],
    origin_not_allowed: [
      "Trang web này không được phép hiển thị thư.",
      "Hãy mở thư từ cổng thông tin của trường. Nếu quý vị đang ở đó, hãy báo cho văn phòng trường và đưa mã bên dưới.",
    ],
    portal_disabled: [
      "Hiện phần thư kết quả thi trong cổng thông tin này đã được tắt.",
      "Đây là quyết định của trường hoặc học khu. Tài khoản của quý vị không có vấn đề gì. Văn phòng trường có thể cho biết thêm.",
    ],
    student_not_found: [
      "Chúng tôi không tìm thấy học sinh này trong danh sách của quý vị.",
      "Hồ sơ của trường có thể đã thay đổi. Nếu quý vị nghĩ rằng phải có thư ở đây, hãy hỏi văn phòng trường.",
    ],
    letters_withheld: [
      "Thư của học sinh này không được hiển thị ở đây.",
      "Văn phòng trường có thể cho biết thêm.",
    ],
    not_configured: [
      "Trường này không cung cấp thư kết quả thi tại đây.",
      "Hãy hỏi văn phòng trường cách nhận thư.",
    ],
    letter_not_found: [
      "Thư này không còn nữa.",
      "Có thể đã có thư mới hơn. Hãy thử lại để xem những thư hiện có.",
    ],
    rate_limited: ["Có quá nhiều yêu cầu trong thời gian ngắn.", "Hãy đợi một phút rồi thử lại."],
    storage_unavailable: [
      "Dịch vụ đang bận.",
      "Tài khoản của quý vị không có vấn đề gì. Hãy thử lại sau vài phút.",
    ],
    misconfigured: [
      "Phần thư trên trang này chưa được thiết lập đầy đủ.",
      "Tài khoản của quý vị không có vấn đề gì. Hãy báo cho văn phòng trường và đưa mã bên dưới.",
    ],
    internal: [
      "Đã xảy ra lỗi ở phía chúng tôi.",
      "Tài khoản của quý vị không có vấn đề gì. Hãy thử lại sau vài phút. Nếu thông báo này lại xuất hiện, hãy báo cho văn phòng trường và đưa mã bên dưới.",
    ],
    no_students: [
      "Chưa có học sinh nào được liên kết với tài khoản của quý vị.",
      "Hãy nhờ văn phòng trường kiểm tra xem quý vị có được ghi là phụ huynh hoặc người giám hộ được dùng cổng thông tin hay không.",
    ],
  },
  about: {
    CAASPP:
      "Kết quả của con quý vị trong các bài thi mà học sinh toàn California làm mỗi mùa xuân: tiếng Anh và toán ở các lớp 3 đến 8 và lớp 11, và khoa học ở một số lớp.",
    CAST: "Kết quả của con quý vị trong bài thi khoa học của California, được làm ở lớp 5, lớp 8 và một lần ở trung học phổ thông.",
    CAA: "Kết quả của con quý vị trong các bài thi dành cho học sinh có khuyết tật nhận thức nặng nhất, được soạn theo cách các em học.",
    CSA: "Kết quả của con quý vị trong bài thi đọc và viết tiếng Tây Ban Nha, mà các trường có thể tổ chức ở các lớp 3 đến 8 và ở trung học phổ thông.",
    ELPAC:
      "Con quý vị nghe hiểu, nói, đọc và viết tiếng Anh tốt đến đâu; được đánh giá mỗi mùa xuân trong thời gian con đang học tiếng Anh.",
    "INITIAL-ELPAC":
      "Con quý vị biết bao nhiêu tiếng Anh khi vào học ở California, để quyết định con có được giúp học tiếng Anh hay không.",
    "ALTERNATE-ELPAC":
      "Tiếng Anh của con quý vị tiến bộ ra sao, theo bài thi mỗi mùa xuân dành cho học sinh có khuyết tật nhận thức nặng nhất.",
    "INITIAL-ALTERNATE-ELPAC":
      "Con quý vị biết bao nhiêu tiếng Anh khi vào học ở California, theo bài thi dành cho học sinh có khuyết tật nhận thức nặng nhất.",
    OTHER: "Kết quả của con quý vị trong một bài thi toàn tiểu bang của California.",
  },
  statePage: "Hướng dẫn của tiểu bang dành cho phụ huynh",
  statePageUrl: STATE_PAGE_URL,

  search: "Tìm học sinh",
  searchHint: "Nhập ít nhất 2 chữ cái của tên, hoặc mã số học sinh.",
  searching: "Đang tìm…",
  found: "Số học sinh tìm thấy: {}",
  foundMany: "25 học sinh đầu tiên. Nhập thêm chữ của tên để thu hẹp.",
  foundNone: "Không tìm thấy học sinh nào. Hãy kiểm tra chính tả, hoặc tìm bằng mã số học sinh.",
  backToResults: "Trở lại danh sách học sinh tìm thấy",
};
