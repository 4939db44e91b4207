// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/schedulerconfig.h"

#include "engine/api/error.h"
#include "engine/weights/configreader.h"

#include <nlohmann/json.hpp>

#include <array>
#include <limits>
#include <utility>

namespace enogu {

namespace {

using core::SamplerConfig;
using core::SamplerKind;

constexpr std::int64_t kMostTrainSteps = 10'000;

/// A kind's word, its class in the files, and which groups of keys it knows.
struct Dialect
{
    const char* word;
    const char* className;
    SamplerKind kind;
    bool zeroSnr, clips, thresholds, sigmas, endsAtOne;
};

// clang-format off
constexpr std::array kDialects = {
    //       word            class                              kind                        zeroSnr clips thresholds sigmas endsAtOne
    Dialect{"ddim",         "DDIMScheduler",                   SamplerKind::Ddim,           true,  true,  true,  false, true},
    Dialect{"ddim_inverse", "DDIMInverseScheduler",            SamplerKind::DdimInverse,    true,  true,  false, false, true},
    Dialect{"ddpm",         "DDPMScheduler",                   SamplerKind::Ddpm,           true,  true,  true,  false, false},
    Dialect{"euler",        "EulerDiscreteScheduler",          SamplerKind::Euler,          true,  false, false, true,  false},
    Dialect{"euler_a",      "EulerAncestralDiscreteScheduler", SamplerKind::EulerAncestral, true,  false, false, false, false},
    Dialect{"lms",          "LMSDiscreteScheduler",            SamplerKind::Lms,            false, false, false, true,  false},
    Dialect{"pndm",         "PNDMScheduler",                   SamplerKind::Pndm,           false, false, false, false, true},
    Dialect{"dpmpp_2m",     "DPMSolverMultistepScheduler",     SamplerKind::DpmSolverPp2M,  true,  false, true,  true,  false},
    Dialect{"unipc",        "UniPCMultistepScheduler",         SamplerKind::UniPc,          true,  false, true,  true,  false},
    Dialect{"lcm",          "LCMScheduler",                    SamplerKind::Lcm,            true,  true,  true,  false, false},
};
// clang-format on

/// The settings of one file, read as one kind knows them.
class Settings
{
public:
    Settings(const nlohmann::json& scheduler, const std::string& name)
        : m_json(scheduler), m_read(scheduler, name), m_name(name)
    {
    }

    const ConfigReader& read() const { return m_read; }

    /// The value that belongs to a key's word.
    template <typename T, std::size_t N>
    T choice(const char* key, T absent, const std::array<std::pair<const char*, T>, N>& words) const
    {
        if (!m_read.given(key))
            return absent;
        const std::string word = m_read.word(key, {});
        for (const auto& [known, value] : words)
            if (word == known)
                return value;
        refuse(key);
    }

    [[noreturn]] void refuse(const std::string& key) const
    {
        throw Error(ErrorCode::WrongModelKind, m_name + " asks for a " + key +
                                                   " that is not supported; choose another "
                                                   "sampler with --sampler, or another model.");
    }

    void refuseUnless(const char* key, const nlohmann::json& only) const
    {
        if (m_read.given(key) && m_json.at(key) != only)
            refuse(key);
    }

    std::vector<float> betas(std::int64_t count) const
    {
        if (!m_read.given("trained_betas"))
            return {};
        const nlohmann::json& list = m_json.at("trained_betas");
        if (!list.is_array() || std::int64_t(list.size()) != count)
            m_read.refuse("trained_betas", "it must be a list of num_train_timesteps numbers");
        std::vector<float> betas;
        for (const nlohmann::json& beta : list) {
            if (!beta.is_number() || !(beta.get<double>() >= 0 && beta.get<double>() <= 1))
                m_read.refuse("trained_betas", "its numbers must be from 0 to 1");
            betas.push_back(beta.get<float>());
        }
        return betas;
    }

private:
    const nlohmann::json& m_json;
    ConfigReader m_read;
    std::string m_name;
};

void readSchedule(const Settings& file, const Dialect& dialect, core::NoiseScheduleConfig& schedule)
{
    using core::BetaSchedule;
    const ConfigReader& read = file.read();
    const bool isLcm = dialect.kind == SamplerKind::Lcm;
    const double least = 1e-9, most = 0.9999;
    schedule.trainSteps = read.number("num_train_timesteps", 1000, {1, kMostTrainSteps});
    schedule.betaStart = read.real("beta_start", isLcm ? 0.00085 : 0.0001, least, most);
    schedule.betaEnd = read.real("beta_end", isLcm ? 0.012 : 0.02, least, most);
    schedule.betas = file.choice<BetaSchedule>(
        "beta_schedule", isLcm ? BetaSchedule::ScaledLinear : BetaSchedule::Linear,
        std::array{std::pair{"linear", BetaSchedule::Linear},
                   std::pair{"scaled_linear", BetaSchedule::ScaledLinear},
                   std::pair{"squaredcos_cap_v2", BetaSchedule::Cosine},
                   std::pair{"sigmoid", BetaSchedule::Sigmoid}});
    schedule.trainedBetas = file.betas(schedule.trainSteps);
    schedule.zeroTerminalSnr = dialect.zeroSnr && read.flag("rescale_betas_zero_snr", false);
}

void readCommon(const Settings& file, const Dialect& dialect, SamplerConfig& config)
{
    using core::Prediction;
    using core::Spacing;
    const ConfigReader& read = file.read();
    const auto kind = dialect.kind;
    config.kind = kind;
    readSchedule(file, dialect, config.schedule);
    config.prediction =
        file.choice<Prediction>("prediction_type", Prediction::Epsilon,
                                std::array{std::pair{"epsilon", Prediction::Epsilon},
                                           std::pair{"v_prediction", Prediction::V},
                                           std::pair{"sample", Prediction::Sample}});
    if (kind != SamplerKind::Lcm && read.given("timestep_spacing"))
        config.spacing = file.choice<Spacing>("timestep_spacing", Spacing::Leading,
                                              std::array{std::pair{"linspace", Spacing::Linspace},
                                                         std::pair{"leading", Spacing::Leading},
                                                         std::pair{"trailing", Spacing::Trailing}});
    config.stepsOffset = read.number("steps_offset", 0, {0, config.schedule.trainSteps});
    if (dialect.endsAtOne)
        config.setAlphaToOne = read.flag("set_alpha_to_one", kind != SamplerKind::Pndm);
}

void readLimits(const Settings& file, const Dialect& dialect, bool clipsByDefault,
                SamplerConfig& config)
{
    const ConfigReader& read = file.read();
    const double most = std::numeric_limits<float>::max();
    if (dialect.clips) {
        config.clipSample = read.flag("clip_sample", clipsByDefault);
        config.clipRange = read.real("clip_sample_range", 1, 1e-6, most);
    }
    if (dialect.thresholds) {
        config.thresholding = read.flag("thresholding", false);
        config.thresholdRatio = read.real("dynamic_thresholding_ratio", 0.995, 0, 1);
        config.thresholdMax = read.real("sample_max_value", 1, 1e-6, most);
    }
}

void readSigmas(const Settings& file, SamplerConfig& config)
{
    const ConfigReader& read = file.read();
    for (const char* other : {"use_exponential_sigmas", "use_beta_sigmas", "use_lu_lambdas",
                              "use_flow_sigmas", "use_dynamic_shifting"})
        file.refuseUnless(other, false);
    config.karrasSigmas = read.flag("use_karras_sigmas", false);
    if (config.kind == SamplerKind::Lms)
        return;
    config.finalSigmaZero =
        file.choice<bool>("final_sigmas_type", true,
                          std::array{std::pair{"zero", true}, std::pair{"sigma_min", false}});
    if (config.kind == SamplerKind::DpmSolverPp2M || !config.karrasSigmas)
        return;
    file.refuseUnless("sigma_min", nullptr);
    file.refuseUnless("sigma_max", nullptr);
}

/// Of Euler, DDPM and LCM alone.
void readOwn(const Settings& file, SamplerConfig& config)
{
    const ConfigReader& read = file.read();
    if (config.kind == SamplerKind::Euler) {
        file.refuseUnless("interpolation_type", "linear");
        if (config.prediction == core::Prediction::V)
            file.refuseUnless("timestep_type", "discrete");
    } else if (config.kind == SamplerKind::Ddpm) {
        config.varianceLarge = file.choice<bool>("variance_type", false,
                                                 std::array{std::pair{"fixed_small", false},
                                                            std::pair{"fixed_small_log", false},
                                                            std::pair{"fixed_large", true}});
    } else if (config.kind == SamplerKind::Lcm) {
        config.lcmOriginalSteps =
            read.number("original_inference_steps", 50, {1, config.schedule.trainSteps});
        config.lcmTimestepScaling = read.real("timestep_scaling", 10, 1e-6, 1e6);
    }
}

/// Of DPM-Solver++ and UniPC; other solvers' types mean the usual one, as in the files' library.
void readSolver(const Settings& file, SamplerConfig& config)
{
    const ConfigReader& read = file.read();
    config.lowerOrderFinal = read.flag("lower_order_final", true);
    config.solverOrder = read.number("solver_order", 2, {1, 3});
    if (config.kind == SamplerKind::UniPc) {
        config.bh1 =
            file.choice<bool>("solver_type", false,
                              std::array{std::pair{"bh2", false}, std::pair{"bh1", true},
                                         std::pair{"midpoint", false}, std::pair{"heun", false},
                                         std::pair{"logrho", false}});
        file.refuseUnless("predict_x0", true);
        file.refuseUnless("disable_corrector", nlohmann::json::array());
        file.refuseUnless("solver_p", nullptr);
        return;
    }
    config.eulerAtFinal = read.flag("euler_at_final", false);
    config.lambdaMin = read.real("lambda_min_clipped", config.lambdaMin, -1e300, 1e3);
    // Only variances that the network learns would matter; DDPM's own words change nothing here.
    file.choice<bool>("variance_type", true,
                      std::array{std::pair{"fixed_small", true}, std::pair{"fixed_small_log", true},
                                 std::pair{"fixed_large", true}});
}

/// Settings that only the folder's own DPM-Solver++ keeps: the words stand for one algorithm.
void checkAlgorithm(const Settings& file)
{
    file.choice<bool>("algorithm_type", true,
                      std::array{std::pair{"dpmsolver++", true}, std::pair{"deis", true}});
    file.choice<bool>("solver_type", true,
                      std::array{std::pair{"midpoint", true}, std::pair{"logrho", true},
                                 std::pair{"bh1", true}, std::pair{"bh2", true}});
}

const Dialect& dialectOf(const ConfigReader& read, std::string_view word, const std::string& name)
{
    const bool own = word == "model";
    const std::string className = own ? read.word("_class_name", "none") : std::string();
    for (const Dialect& dialect : kDialects)
        if (own ? className == dialect.className
                : (word == "dpmpp_2m_karras" ? "dpmpp_2m" : word) == dialect.word)
            return dialect;
    if (own)
        throw Error(ErrorCode::WrongModelKind,
                    name + " names the sampler class " + className.substr(0, 60) +
                        ", which is not supported; choose one with --sampler.");
    throw Error(ErrorCode::BadArgument,
                "There is no sampler \"" + std::string(word) + "\"; see enogu generate --help.");
}

} // namespace

SamplerConfig samplerConfigFor(const nlohmann::json& scheduler, std::string_view word,
                               const std::string& name)
{
    const Settings file(scheduler, name);
    const bool own = word == "model";
    const Dialect& dialect = dialectOf(file.read(), word, name);
    const bool isDpm = dialect.kind == SamplerKind::DpmSolverPp2M;
    SamplerConfig config;
    readCommon(file, dialect, config);
    readLimits(file, dialect, own && dialect.kind != SamplerKind::Lcm, config);
    if (dialect.sigmas)
        readSigmas(file, config);
    readOwn(file, config);
    if (isDpm || dialect.kind == SamplerKind::UniPc)
        readSolver(file, config);
    if (dialect.kind == SamplerKind::Pndm && own)
        config.skipPrk = file.read().flag("skip_prk_steps", false);
    if (isDpm && own)
        checkAlgorithm(file);
    if (isDpm && !own) {
        config.solverOrder = 2;
        config.karrasSigmas = word == "dpmpp_2m_karras";
    }
    return config;
}

} // namespace enogu
