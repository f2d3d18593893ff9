;; The memory-bound part of a training step, as SIMD loops over one flat memory. Offsets are in bytes, counts in floats.
;; `npm run build:wasm` turns this into kernels.wasm.ts.
(module
  (memory (export "memory") 1 65536)

  ;; AdamW (Loshchilov and Hutter, 2019, arXiv:1711.05101), with the gradient scaled for clipping:
  ;;   g = gradient * $scale;  m = b1*m + (1-b1)*g;  v = b2*v + (1-b2)*g*g
  ;;   p = p * $keep - $rate * m / (sqrt(v) * $root + $epsilon)
  ;; where $keep = 1 - lr*decay, $rate = lr / (1 - b1^t), $root = 1 / sqrt(1 - b2^t). $count is a multiple of 4.
  (func (export "adamw")
    (param $p i32) (param $m i32) (param $v i32) (param $g i32) (param $count i32)
    (param $b1 f32) (param $b2 f32) (param $epsilon f32)
    (param $keep f32) (param $rate f32) (param $root f32) (param $scale f32)
    (local $gi v128) (local $mi v128) (local $vi v128)
    (local $B1 v128) (local $B2 v128) (local $A1 v128) (local $A2 v128)
    (local $E v128) (local $K v128) (local $R v128) (local $Q v128) (local $S v128)
    (if (i32.eqz (local.get $count)) (then (return)))
    (local.set $B1 (f32x4.splat (local.get $b1)))
    (local.set $B2 (f32x4.splat (local.get $b2)))
    (local.set $A1 (f32x4.splat (f32.sub (f32.const 1) (local.get $b1))))
    (local.set $A2 (f32x4.splat (f32.sub (f32.const 1) (local.get $b2))))
    (local.set $E (f32x4.splat (local.get $epsilon)))
    (local.set $K (f32x4.splat (local.get $keep)))
    (local.set $R (f32x4.splat (local.get $rate)))
    (local.set $Q (f32x4.splat (local.get $root)))
    (local.set $S (f32x4.splat (local.get $scale)))
    (loop $next
      (local.set $gi (f32x4.mul (v128.load (local.get $g)) (local.get $S)))
      (local.set $mi (f32x4.add
        (f32x4.mul (v128.load (local.get $m)) (local.get $B1))
        (f32x4.mul (local.get $gi) (local.get $A1))))
      (v128.store (local.get $m) (local.get $mi))
      (local.set $vi (f32x4.add
        (f32x4.mul (v128.load (local.get $v)) (local.get $B2))
        (f32x4.mul (f32x4.mul (local.get $gi) (local.get $gi)) (local.get $A2))))
      (v128.store (local.get $v) (local.get $vi))
      (v128.store (local.get $p) (f32x4.sub
        (f32x4.mul (v128.load (local.get $p)) (local.get $K))
        (f32x4.div
          (f32x4.mul (local.get $mi) (local.get $R))
          (f32x4.add (f32x4.mul (f32x4.sqrt (local.get $vi)) (local.get $Q)) (local.get $E)))))
      (local.set $p (i32.add (local.get $p) (i32.const 16)))
      (local.set $m (i32.add (local.get $m) (i32.const 16)))
      (local.set $v (i32.add (local.get $v) (i32.const 16)))
      (local.set $g (i32.add (local.get $g) (i32.const 16)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 4))))))

  ;; Sum of squares, for the global norm: blocks of 4096 in single precision, their sums in double. $count: multiple of 4.
  (func (export "sumOfSquares") (param $x i32) (param $count i32) (result f64)
    (local $block i32) (local $values v128) (local $partial v128) (local $total f64)
    (block $done
      (loop $blocks
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $block (select
          (i32.const 4096) (local.get $count) (i32.gt_u (local.get $count) (i32.const 4096))))
        (local.set $count (i32.sub (local.get $count) (local.get $block)))
        (local.set $partial (v128.const i32x4 0 0 0 0))
        (loop $next
          (local.set $values (v128.load (local.get $x)))
          (local.set $partial (f32x4.add
            (local.get $partial) (f32x4.mul (local.get $values) (local.get $values))))
          (local.set $x (i32.add (local.get $x) (i32.const 16)))
          (br_if $next (local.tee $block (i32.sub (local.get $block) (i32.const 4)))))
        (local.set $total (f64.add (local.get $total) (f64.add
          (f64.add
            (f64.promote_f32 (f32x4.extract_lane 0 (local.get $partial)))
            (f64.promote_f32 (f32x4.extract_lane 1 (local.get $partial))))
          (f64.add
            (f64.promote_f32 (f32x4.extract_lane 2 (local.get $partial)))
            (f64.promote_f32 (f32x4.extract_lane 3 (local.get $partial)))))))
        (br $blocks)))
    (local.get $total))

  ;; target[i] += source[i]. $count is a multiple of 4 and not 0.
  (func $add (export "add") (param $target i32) (param $source i32) (param $count i32)
    (loop $next
      (v128.store (local.get $target)
        (f32x4.add (v128.load (local.get $target)) (v128.load (local.get $source))))
      (local.set $target (i32.add (local.get $target) (i32.const 16)))
      (local.set $source (i32.add (local.get $source) (i32.const 16)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 4))))))

  ;; table[indices[i]] += rows[i] for $rows rows of $width floats (a multiple of 4), in order, so that sums repeat exactly.
  (func (export "addRows")
    (param $table i32) (param $indices i32) (param $source i32) (param $rows i32) (param $width i32)
    (local $bytes i32)
    (local.set $bytes (i32.mul (local.get $width) (i32.const 4)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $rows)))
        (call $add
          (i32.add (local.get $table) (i32.mul (i32.load (local.get $indices)) (local.get $bytes)))
          (local.get $source)
          (local.get $width))
        (local.set $indices (i32.add (local.get $indices) (i32.const 4)))
        (local.set $source (i32.add (local.get $source) (local.get $bytes)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $next))))

  ;; Dropout mask: each of $count floats (a multiple of 8) is 0 with probability $threshold / 65536, else $kept.
  ;; A counter-based generator: 32 bits from (counter, $key, $tweak) through two multiply-xorshift rounds with the
  ;; constants of Wellons's lowbias32, split into two draws of 16 bits.
  (func (export "dropoutMask")
    (param $target i32) (param $count i32) (param $key i32) (param $tweak i32) (param $threshold i32) (param $kept f32)
    (local $x v128) (local $counter v128) (local $T v128) (local $K v128)
    (local.set $counter (i32x4.add (v128.const i32x4 0 1 2 3) (i32x4.splat (local.get $key))))
    (local.set $T (i16x8.splat (local.get $threshold)))
    (local.set $K (f32x4.splat (local.get $kept)))
    (loop $next
      (local.set $x (v128.xor (local.get $counter) (i32x4.shr_u (local.get $counter) (i32.const 16))))
      (local.set $x (i32x4.mul (local.get $x) (i32x4.splat (i32.const 0x21f0aaad))))
      (local.set $x (v128.xor (local.get $x) (i32x4.shr_u (local.get $x) (i32.const 15))))
      (local.set $x (v128.xor (local.get $x) (i32x4.splat (local.get $tweak))))
      (local.set $x (i32x4.mul (local.get $x) (i32x4.splat (i32.const 0x735a2d97))))
      (local.set $x (v128.xor (local.get $x) (i32x4.shr_u (local.get $x) (i32.const 15))))
      (local.set $x (i32x4.mul (local.get $x) (i32x4.splat (i32.const 0x21f0aaad))))
      (local.set $x (v128.xor (local.get $x) (i32x4.shr_u (local.get $x) (i32.const 16))))
      (local.set $x (i16x8.ge_u (local.get $x) (local.get $T)))
      (v128.store (local.get $target)
        (v128.and (local.get $K) (i32x4.extend_low_i16x8_s (local.get $x))))
      (v128.store offset=16 (local.get $target)
        (v128.and (local.get $K) (i32x4.extend_high_i16x8_s (local.get $x))))
      (local.set $counter (i32x4.add (local.get $counter) (i32x4.splat (i32.const 4))))
      (local.set $target (i32.add (local.get $target) (i32.const 32)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 8))))))
)
