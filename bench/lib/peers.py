"""Denoisers that people have, on image files: OpenCV's NLM, scikit-image's total variation, BM3D. Each is optional.

Without input: prints their versions. Else tasks as JSON on standard input, [[method, source, target, strength], ...]; prints the
cost of each, without reading and writing. Strengths: h of NLM, weight of total variation, sigma of BM3D (the latter two of 1).
"""
import importlib.metadata
import json
import sys
import time

PACKAGES = {
    "nlm": ("opencv-python-headless", "opencv-python"),
    "tv": ("scikit-image",),
    "bm3d": ("bm3d",),
}


def version(packages):
    for package in packages:
        try:
            return importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            pass
    return None


def denoise(method, image, strength):
    """`image`: uint8, [H,W] or [H,W,3]."""
    import numpy as np

    if method == "nlm":
        import cv2

        if image.ndim == 2:
            return cv2.fastNlMeansDenoising(image, None, strength, 7, 21)
        return cv2.fastNlMeansDenoisingColored(image, None, strength, strength, 7, 21)
    if method == "tv":
        from skimage.restoration import denoise_tv_chambolle

        result = denoise_tv_chambolle(image / 255, weight=strength, channel_axis=-1 if image.ndim == 3 else None)
    else:
        import bm3d

        result = (bm3d.bm3d_rgb if image.ndim == 3 else bm3d.bm3d)(image / 255, strength)
    return np.clip(np.rint(result * 255), 0, 255).astype(np.uint8)


def main(text):
    if not text.strip():
        print(json.dumps({method: version(packages) for method, packages in PACKAGES.items()}))
        return
    import cv2

    costs = []
    for method, source, target, strength in json.loads(text):
        image = cv2.imread(source, cv2.IMREAD_UNCHANGED)
        start, used = time.perf_counter(), time.process_time()
        result = denoise(method, image, strength)
        costs.append({"seconds": time.perf_counter() - start, "processor": time.process_time() - used})
        if target:
            cv2.imwrite(target, result)
    print(json.dumps(costs))


main(sys.stdin.read())
