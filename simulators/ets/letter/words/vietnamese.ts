/** The letter in Vietnamese. */

import type { Wording } from "./wording.ts";

export const VIETNAMESE: Wording = {
  tag: "vi",
  scoreReport: "Phiếu điểm học sinh",
  addressee: "Kính gửi phụ huynh/người giám hộ của em",
  school: "Trường",
  grade: "Lớp",
  gradeName: (grade) => (grade === 0 ? "Mẫu giáo" : `Lớp ${grade}`),
  schoolYear: "Năm học",
  tested: "Kỳ thi",
  spring: (year) => `Mùa xuân ${year}`,
  fall: (year) => `Mùa thu ${year}`,
  intro: {
    standard:
      "Thư này cho biết con quý vị đã làm bài thi của tiểu bang như thế nào. Một bài thi chỉ là một thời điểm trong cả năm học dài. Xin đọc thư cùng với bài làm trên lớp, điểm học bạ và những gì giáo viên thấy mỗi ngày.",
    english:
      "Thư này cho biết con quý vị hiểu và dùng tiếng Anh ở trường tốt đến đâu. Kết quả giúp nhà trường quyết định con quý vị cần được hỗ trợ gì. Đây không phải là điểm học bạ.",
  },
  tests: {
    caaspp: "Tiếng Anh và toán",
    cast: "Khoa học",
    "caa-ela": "Ngữ văn tiếng Anh, bài thi thay thế",
    "caa-math": "Toán, bài thi thay thế",
    "caa-science": "Khoa học, bài thi thay thế",
    csa: "Đọc và viết tiếng Tây Ban Nha",
    elpac: "Tiến bộ về tiếng Anh",
    "initial-elpac": "Đánh giá tiếng Anh lần đầu",
    "alternate-elpac": "Tiến bộ về tiếng Anh, bài thi thay thế",
    "initial-alternate-elpac": "Đánh giá tiếng Anh lần đầu, bài thi thay thế",
    other: "",
  },
  subjects: {
    ela: "Ngữ văn tiếng Anh",
    math: "Toán",
    science: "Khoa học",
    spanish: "Tiếng Tây Ban Nha",
    english: "Tiếng Anh, kết quả chung",
    overall: "Kết quả chung",
  },
  overallScore: "Điểm chung",
  levelOf: (level, levels) => `Mức ${level} trên ${levels}`,
  levels: {
    standard: ["Chưa đạt chuẩn", "Gần đạt chuẩn", "Đạt chuẩn", "Vượt chuẩn"],
    developed: ["Mới bắt đầu", "Phát triển một phần", "Phát triển khá", "Phát triển tốt"],
    understanding: ["Hạn chế", "Nền tảng", "Hiểu bài"],
    fluency: ["Mới học", "Trung cấp", "Thông thạo"],
  },
  meaning: {
    standard: {
      high: "Con quý vị nắm được điều tiểu bang mong đợi ở lớp này và sẵn sàng cho chương trình của lớp sau.",
      middle: "Con quý vị gần đạt điều tiểu bang mong đợi ở lớp này. Một số phần cần luyện tập thêm.",
      low: "Con quý vị cần được giúp thêm để đạt điều tiểu bang mong đợi ở lớp này. Nhà trường có thể cho biết có những hỗ trợ nào.",
    },
    english: {
      high: "Con quý vị dùng tiếng Anh tốt trong hầu hết các giờ học và cuộc trò chuyện. Nhà trường có thể xem xét con quý vị còn cần hỗ trợ học tiếng Anh hay không.",
      middle: "Con quý vị theo kịp nhiều giờ học bằng tiếng Anh, đôi khi cần giúp với từ mới và bài đọc dài.",
      low: "Con quý vị mới bắt đầu học tiếng Anh và cần được giúp đỡ thường xuyên để theo kịp bài học.",
    },
  },
  areasHeading: "Xem kỹ hơn",
  areas: {
    reading: "Đọc",
    writing: "Viết",
    listening: "Nghe",
    speaking: "Nói",
    research: "Nghiên cứu",
    concepts: "Khái niệm và cách tính",
    "problem-solving": "Giải bài toán",
    reasoning: "Trình bày lập luận",
    "life-science": "Khoa học sự sống",
    "physical-science": "Khoa học vật lý",
    "earth-science": "Trái đất và vũ trụ",
  },
  strengths: {
    standard: ["Dưới chuẩn", "Gần chuẩn", "Trên chuẩn"],
    english: ["Mới bắt đầu", "Đang phát triển", "Phát triển tốt"],
  },
  meaningHeading: "Ý nghĩa của kết quả",
  stepsHeading: "Các bước tiếp theo",
  steps: [
    "Nói chuyện với con về thư này. Hỏi con thấy phần nào dễ, phần nào khó.",
    "Mang thư này đến buổi gặp giáo viên lần tới.",
    "Cùng con đọc sách mỗi ngày, bằng ngôn ngữ nào quý vị quen dùng ở nhà cũng được.",
  ],
  questionsHeading: "Câu hỏi cho giáo viên",
  questions: [
    "Kết quả này có giống với những gì thầy cô thấy trong lớp không?",
    "Hiện nay con tôi đang học gì, và gia đình có thể giúp gì ở nhà?",
  ],
  simulated: "Thư mô phỏng. Không phải điểm thật. Không có ai ở đây là người thật.",
  page: (number, of) => `Trang ${number} trên ${of}`,
  video: "Video của tiểu bang về thư này sẽ chiếu ở đây. Chương trình mô phỏng không có video.",
};
