"""Five gray images of scikit-image's data with noise of sigma 40 of 255, independent per pixel: writes
clean/NAME.png and noisy/NAME.png into the folder given, at most 512 x 512."""
import sys

import cv2
import numpy as np
from skimage import data

random = np.random.default_rng(1)
for name in ["camera", "coins", "moon", "cell", "brick"]:
    clean = getattr(data, name)()[:512, :512].astype(float)
    noisy = np.clip(np.rint(clean + random.normal(0, 40, clean.shape)), 0, 255)
    cv2.imwrite(f"{sys.argv[1]}/clean/{name}.png", clean.astype(np.uint8))
    cv2.imwrite(f"{sys.argv[1]}/noisy/{name}.png", noisy.astype(np.uint8))
