#!/bin/sh
# sbatch examples/slurm.sh IMAGES RESULTS: a folder of images in four parts; see docs/scale.md.
# Parts that failed are run again by `sbatch --array=1,3 examples/slurm.sh IMAGES RESULTS`; what is done stays.
#SBATCH --job-name=amsnet
#SBATCH --array=0-3
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=amsnet-%A_%a.log
exec amsnet denoise "$1" --recursive --out-dir "$2" --index "$2/results.json" --skip-existing --shard auto/4
