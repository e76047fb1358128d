// Words for the API's codes. The codes are the contract; how to say them is the business of the site and its language.

export const words = {
  region: { general: "Back in general", high: "High back", mid: "Mid back", low: "Low back", sciatica: "Sciatica" },
  sides: { pair: "Left and right", midline: "On the midline", several: "Several places" },
  side: { pair: "left and right", midline: "on the midline", affected: "on the side that hurts", opposite: "on the side that does not hurt" },
  role: { local: "Near the pain", distant: "Away from the pain", optional: "Optional" },
  pressure: { 1: "light pressure", 2: "medium pressure", 3: "firm pressure, but comfortable" },
  confidence: { A: "Checked against the WHO standard", B: "From secondary sources", C: "From general knowledge" },
  severity: { leave_out: "Leave it out", ask: "Ask a clinician first", lighten: "Press lightly" },
  caution: { pregnancy: "Pregnancy", neck: "Neck injury or dizziness", spine: "On the bone of the spine", osteoporosis: "Fragile bones", nerve: "Near a nerve", vessel: "Near a blood vessel", dvt: "Suspected blood clot", varicose: "Varicose veins", skin: "Broken or fragile skin", local: "Lump or inflammation" },
  urgency: { emergency: "Call for help now", urgent: "Get help today", "non-urgent": "See a clinician" },
  design: { systematic_review: "Systematic review", randomised_trial: "Randomised trial", non_randomised: "Controlled, not randomised", cohort: "Cohort study", before_after: "Before and after, no comparison", case_series: "Case series", qualitative: "Qualitative study", other: "Other design" },
  modality: { self_acupressure: "Acupressure, by oneself", acupressure: "Acupressure, by a therapist", acupuncture: "Acupuncture (needles)", reflexology: "Reflexology", massage: "Massage", exercise: "Exercise", combined: "Several treatments together", other: "Another treatment" },
  // Oxford Centre for Evidence-Based Medicine, levels of 2011 for the benefit of a treatment.
  level: { 1: "review of randomised trials", 2: "randomised trial", 3: "controlled, not randomised", 4: "case series, before and after", 5: "reasoning from mechanism" },
  direction: { intervention: "In favour of the treatment", none: "No clear difference", comparator: "In favour of the comparison", not_compared: "Not compared with anything" },
  format: { ebook: "E-book", hardcover: "Hardcover", paperback: "Paperback", audiobook: "Audiobook" },
  availability: { in_stock: "In stock", to_order: "Made or bought to order", sold_out: "Sold out", discontinued: "No longer made" },
  type: { articles: "Article", blog: "Blog", research: "Study", points: "Point", conditions: "Symptom", regions: "Region", "pain-types": "Type of pain", books: "Book", products: "Product", rankings: "Ranking", "how-to": "Guide", authors: "Author", pages: "Page", disclaimers: "Disclaimer", contact: "Contact" },
};
