//! Declarations with hundreds of fields compile before the compiler says that a constant takes long.

#![deny(warnings)]
#![allow(dead_code)]

use versioned_object_core::prelude::*;

macro_rules! parent {
    ($($field:ident)*) => {
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.1", table = "parents", key = plain_0)]
        struct Parent {
            $($field: Attr<i64>,)*
            #[field(flatten)]
            renamed: Renamed,
            meta: ObjectMeta,
        }
    };
}

macro_rules! child {
    ($($field:ident)*) => {
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.2", extends = Parent, table = "children", note("1.2", "more fields"))]
        struct Child {
            base: Parent,
            $($field: Attr<i64>,)*
        }
    };
}

macro_rules! mixin {
    ($($field:ident = $old:literal)*) => {
        #[derive(Clone, FieldMixin)]
        struct Renamed {
            $(#[field(renamed("1.1", $old))] $field: Attr<i64>,)*
        }
    };
}

parent! {
    plain_0 plain_1 plain_2 plain_3 plain_4 plain_5 plain_6 plain_7 plain_8 plain_9 plain_10
    plain_11 plain_12 plain_13 plain_14 plain_15 plain_16 plain_17 plain_18 plain_19 plain_20
    plain_21 plain_22 plain_23 plain_24 plain_25 plain_26 plain_27 plain_28 plain_29 plain_30
    plain_31 plain_32 plain_33 plain_34 plain_35 plain_36 plain_37 plain_38 plain_39 plain_40
    plain_41 plain_42 plain_43 plain_44 plain_45 plain_46 plain_47 plain_48 plain_49 plain_50
    plain_51 plain_52 plain_53 plain_54 plain_55 plain_56 plain_57 plain_58 plain_59 plain_60
    plain_61 plain_62 plain_63 plain_64 plain_65 plain_66 plain_67 plain_68 plain_69 plain_70
    plain_71 plain_72 plain_73 plain_74 plain_75 plain_76 plain_77 plain_78 plain_79 plain_80
    plain_81 plain_82 plain_83 plain_84 plain_85 plain_86 plain_87 plain_88 plain_89 plain_90
    plain_91 plain_92 plain_93 plain_94 plain_95 plain_96 plain_97 plain_98 plain_99 plain_100
    plain_101 plain_102 plain_103 plain_104 plain_105 plain_106 plain_107 plain_108 plain_109
    plain_110 plain_111 plain_112 plain_113 plain_114 plain_115 plain_116 plain_117 plain_118
    plain_119 plain_120 plain_121 plain_122 plain_123 plain_124 plain_125 plain_126 plain_127
    plain_128 plain_129 plain_130 plain_131 plain_132 plain_133 plain_134 plain_135 plain_136
    plain_137 plain_138 plain_139 plain_140 plain_141 plain_142 plain_143 plain_144 plain_145
    plain_146 plain_147 plain_148 plain_149 plain_150 plain_151 plain_152 plain_153 plain_154
    plain_155 plain_156 plain_157 plain_158 plain_159 plain_160 plain_161 plain_162 plain_163
    plain_164 plain_165 plain_166 plain_167 plain_168 plain_169 plain_170 plain_171 plain_172
    plain_173 plain_174 plain_175 plain_176 plain_177 plain_178 plain_179 plain_180 plain_181
    plain_182 plain_183 plain_184 plain_185 plain_186 plain_187 plain_188 plain_189 plain_190
    plain_191 plain_192 plain_193 plain_194 plain_195 plain_196 plain_197 plain_198 plain_199
    plain_200 plain_201 plain_202 plain_203 plain_204 plain_205 plain_206 plain_207 plain_208
    plain_209 plain_210 plain_211 plain_212 plain_213 plain_214 plain_215 plain_216 plain_217
    plain_218 plain_219 plain_220 plain_221 plain_222 plain_223 plain_224 plain_225 plain_226
    plain_227 plain_228 plain_229 plain_230 plain_231 plain_232 plain_233 plain_234 plain_235
    plain_236 plain_237 plain_238 plain_239 plain_240 plain_241 plain_242 plain_243 plain_244
    plain_245 plain_246 plain_247 plain_248 plain_249 plain_250 plain_251 plain_252 plain_253
    plain_254 plain_255 plain_256 plain_257 plain_258 plain_259 plain_260 plain_261 plain_262
    plain_263 plain_264 plain_265 plain_266 plain_267 plain_268 plain_269 plain_270 plain_271
    plain_272 plain_273 plain_274 plain_275 plain_276 plain_277 plain_278 plain_279 plain_280
    plain_281 plain_282 plain_283 plain_284 plain_285 plain_286 plain_287 plain_288 plain_289
    plain_290 plain_291 plain_292 plain_293 plain_294 plain_295 plain_296 plain_297 plain_298
    plain_299
}

child! {
    more_0 more_1 more_2 more_3 more_4 more_5 more_6 more_7 more_8 more_9 more_10 more_11
    more_12 more_13 more_14 more_15 more_16 more_17 more_18 more_19 more_20 more_21 more_22
    more_23 more_24 more_25 more_26 more_27 more_28 more_29 more_30 more_31 more_32 more_33
    more_34 more_35 more_36 more_37 more_38 more_39 more_40 more_41 more_42 more_43 more_44
    more_45 more_46 more_47 more_48 more_49 more_50 more_51 more_52 more_53 more_54 more_55
    more_56 more_57 more_58 more_59
}

mixin! {
    mixed_0 = "old_0" mixed_1 = "old_1" mixed_2 = "old_2" mixed_3 = "old_3" mixed_4 = "old_4"
    mixed_5 = "old_5" mixed_6 = "old_6" mixed_7 = "old_7" mixed_8 = "old_8" mixed_9 = "old_9"
    mixed_10 = "old_10" mixed_11 = "old_11" mixed_12 = "old_12" mixed_13 = "old_13"
    mixed_14 = "old_14" mixed_15 = "old_15" mixed_16 = "old_16" mixed_17 = "old_17"
    mixed_18 = "old_18" mixed_19 = "old_19" mixed_20 = "old_20" mixed_21 = "old_21"
    mixed_22 = "old_22" mixed_23 = "old_23" mixed_24 = "old_24" mixed_25 = "old_25"
    mixed_26 = "old_26" mixed_27 = "old_27" mixed_28 = "old_28" mixed_29 = "old_29"
    mixed_30 = "old_30" mixed_31 = "old_31" mixed_32 = "old_32" mixed_33 = "old_33"
    mixed_34 = "old_34" mixed_35 = "old_35" mixed_36 = "old_36" mixed_37 = "old_37"
    mixed_38 = "old_38" mixed_39 = "old_39"
}

fn main() {
    assert_eq!((Parent::SLOTS.len(), Child::SLOTS.len()), (340, 400));
}
